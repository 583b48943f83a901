import { CellFault } from './cell-fault.js';

const GTIN = /^\d{8,14}$/;

/** Blanks and all kinds of hyphens, which make a GTIN readable. */
const separators = /[\s\u2010-\u2015\u2212-]/g;

/** A whole number with a decimal part of zeros, as programs write it that treat all numbers as decimals. */
const WHOLE_DECIMAL = /^(\d+)\.0+$/;

const SCIENTIFIC = /^[+-]?\d+(?:[.,]\d+)?e[+-]?\d+$/i;

const TOO_SHORT = /^\d{1,7}$/;

const scientificFault = new CellFault(
  'Input should have all digits, but Excel has written a number in scientific notation: format the column as text, or as a number without decimals, and save the file again',
);

const shortFault = new CellFault(
  'Input should have at least 8 digits: leading zeros are lost when a spreadsheet takes a GTIN for a number',
);

/** Returns the digits of a GTIN; any other text unchanged, which the rule of the column refuses. */
export function gtinCell(text: string): string | CellFault {
  if (GTIN.test(text)) return text;
  const bare = text.replace(separators, '');
  const digits = WHOLE_DECIMAL.exec(bare)?.[1] ?? bare;
  if (GTIN.test(digits)) return digits;
  if (SCIENTIFIC.test(text)) return scientificFault;
  return TOO_SHORT.test(digits) ? shortFault : text;
}
