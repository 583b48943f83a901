/** The month in which the dates of the files in `demo/` stand as they are: a claim and a certificate expire in the next. */
const MONTH_OF_FILE = { year: 2026, month: 12 } as const;

const DATE = /^\d{4}-\d\d-\d\d$/;

/** An assignment of the demo with its dates moved by whole months, from those of the file to those of `today` (UTC). */
export function assignmentInMonthOf(today: Date, row: object): object {
  const months =
    (today.getUTCFullYear() - MONTH_OF_FILE.year) * 12 + today.getUTCMonth() + 1 - MONTH_OF_FILE.month;
  const cells = Object.entries(row).map(([column, cell]) => [
    column,
    typeof cell === 'string' ? cell.replace(DATE, (date) => moved(date, months)) : cell,
  ]);
  return Object.fromEntries(cells);
}

/** The same day of another month; the last day of a month stays the last one. */
function moved(date: string, months: number): string {
  const [year, month, day] = date.split('-').map(Number) as [number, number, number];
  const length = lastDay(year, month + months);
  const isLast = day === lastDay(year, month);
  const result = new Date(Date.UTC(year, month - 1 + months, isLast ? length : Math.min(day, length)));
  return result.toISOString().slice(0, 10);
}

/** The last day of a month, which is counted on from January of the year. */
function lastDay(year: number, month: number): number {
  return new Date(Date.UTC(year, month, 0)).getUTCDate();
}
