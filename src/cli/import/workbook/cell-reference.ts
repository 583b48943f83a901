/** Maximum rows and columns of a sheet (Excel's limits). */
export const MAX_ROWS = 1_048_576;
export const MAX_SHEET_COLUMNS = 16_384;

const REFERENCE = /^\$?([A-Z]{1,3})\$?([1-9]\d{0,6})$/;

/** Position of a cell: column from 0, row from 1. */
export interface CellPlace {
  readonly column: number;
  readonly row: number;
}

/** Returns the position of a reference such as `B3`; undefined for any other text. */
export function cellPlace(reference: string): CellPlace | undefined {
  const [, letters, digits] = REFERENCE.exec(reference) ?? [];
  if (letters === undefined) return undefined;
  let column = 0;
  for (const letter of letters) column = column * 26 + letter.charCodeAt(0) - 64;
  const row = Number(digits);
  return column <= MAX_SHEET_COLUMNS && row <= MAX_ROWS ? { column: column - 1, row } : undefined;
}

/** Returns the letters of a column, counted from 0. */
export function columnLetters(column: number): string {
  let letters = '';
  for (let left = column + 1; left > 0; left = Math.floor((left - 1) / 26)) {
    letters = String.fromCharCode(65 + ((left - 1) % 26)) + letters;
  }
  return letters;
}
