import type { NumberFormat } from './number-formats.js';

const DAY_MS = 86_400_000;

/** Spreadsheets count days as if 1900 had a 29 February, the 60th day. */
const DAY_THAT_NEVER_WAS = 60;
const EPOCH = Date.UTC(1899, 11, 31);
const EPOCH_1904 = Date.UTC(1904, 0, 1);

/** The last day of the year 9999. */
const MAX_DAY = 2_958_465;

/**
 * Returns the number of a cell as the spreadsheet displays it, if that can be imported: a date in ISO 8601, a whole
 * number with all of its digits and the zeros of its format; any other number as it is stored.
 */
export function numberText(stored: string, format: NumberFormat, is1904: boolean): string {
  const number = Number(stored);
  if (!Number.isFinite(number) || stored.trim() === '') return stored;
  if (format === 'date') return dateText(number, is1904) ?? stored;
  if (!Number.isSafeInteger(number)) return stored;
  const digits = String(number);
  return format !== undefined && number >= 0 ? digits.padStart(format, '0') : digits;
}

function dateText(days: number, is1904: boolean): string | undefined {
  if (days < (is1904 ? 0 : 1) || days > MAX_DAY) return undefined;
  if (!is1904 && Math.floor(days) === DAY_THAT_NEVER_WAS) return undefined;
  const start = is1904 ? EPOCH_1904 : EPOCH - (days > DAY_THAT_NEVER_WAS ? DAY_MS : 0);
  // Rounded to seconds: a fraction of a day is not exact.
  const seconds = Math.round((days * DAY_MS) / 1_000);
  const text = new Date(start + seconds * 1_000).toISOString();
  return text.endsWith('T00:00:00.000Z') ? text.slice(0, 10) : text.slice(0, 19);
}
