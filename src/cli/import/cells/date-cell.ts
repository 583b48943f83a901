import { CellFault } from './cell-fault.js';
import { type DateFormat, isoDay } from './date-format.js';

const EXPECTED = 'Input should be a real calendar date in the format YYYY-MM-DD';

/** Dates that a format of `--date-format` can read, with the possible formats. */
const others: readonly (readonly [pattern: RegExp, formats: string])[] = [
  [/^\d{1,2}\.\d{1,2}\.\d{4}\b/, '--date-format DD.MM.YYYY reads'],
  [/^(?:1[3-9]|2\d|3[01])\/\d{1,2}\/\d{4}\b/, '--date-format DD/MM/YYYY reads'],
  [/^\d{1,2}\/(?:1[3-9]|2\d|3[01])\/\d{4}\b/, '--date-format MM/DD/YYYY reads'],
  [/^\d{1,2}\/\d{1,2}\/\d{4}\b/, '--date-format DD/MM/YYYY or MM/DD/YYYY reads'],
];

const withTime = /^\d{4}-\d{2}-\d{2}[T ]\d/;

/** Returns a date as `YYYY-MM-DD`; the rule of the column checks whether it exists. */
export function dateCell(text: string, format: DateFormat | undefined): string | CellFault {
  const day = isoDay(text) ?? format?.read(text);
  if (day !== undefined) return day;
  if (withTime.test(text)) return new CellFault(`${EXPECTED}, without a time other than midnight`);
  if (format) return new CellFault(`${EXPECTED} or ${format.name}`);
  const other = others.find(([pattern]) => pattern.test(text));
  return other ? new CellFault(`${EXPECTED}; ${other[1]} this one`) : text;
}
