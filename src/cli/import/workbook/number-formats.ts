import type { Archive } from './archive.js';
import { readPart } from './read-part.js';

/** How a cell displays a number: as a date, with leading zeros up to a number of digits, or as it is. */
export type NumberFormat = 'date' | number | undefined;

/** Formats of dates that have a number and no code (ECMA-376, 18.8.30, with those of East Asia). */
const dateIds: readonly (readonly [first: number, last: number])[] = [
  [14, 22],
  [27, 36],
  [45, 47],
  [50, 58],
];

/** Maximum length of a format's code in Excel. */
const MAX_CODE_LENGTH = 255;

/** Reads how each style of cells displays numbers, by the number of the style. */
export async function readNumberFormats(
  archive: Archive,
  part: string,
  path: string,
): Promise<readonly NumberFormat[]> {
  const codes = new Map<string, string>();
  const formats: NumberFormat[] = [];
  let isCellStyle = false;
  await readPart(archive, part, path, {
    open(name, { numFmtId = '', formatCode = '' }) {
      if (name === 'numFmt') codes.set(numFmtId, formatCode);
      else if (name === 'cellXfs') isCellStyle = true;
      else if (name === 'xf' && isCellStyle)
        formats.push(numberFormat(Number(numFmtId), codes.get(numFmtId)));
    },
    close(name) {
      if (name === 'cellXfs') isCellStyle = false;
    },
  });
  return formats;
}

function numberFormat(id: number, code: string | undefined): NumberFormat {
  if (code === undefined)
    return dateIds.some(([first, last]) => id >= first && id <= last) ? 'date' : undefined;
  if (code.length > MAX_CODE_LENGTH) return undefined;
  if (/^0+$/.test(code)) return code.length;
  // Texts in quotes, conditions and colours in brackets, and single characters that are shown as they are.
  const parts = code.replace(/"[^"]*"|\[[^\]]*\]|[\\_*]./g, '');
  return /[ymdhs]/i.test(parts) ? 'date' : undefined;
}
