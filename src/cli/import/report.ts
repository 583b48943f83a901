import type { FaultCount, ImportResult } from '../../services/import/import-answer.js';

/** Maximum faults of each kind in a report for people. */
const MAX_SHOWN = 10;

/** Members of a report beside the counts. */
export interface ReportOptions {
  readonly dryRun: boolean;
  /** Path of the file of rejected rows. */
  readonly rejectedPath: string | undefined;
}

/** Renders the result of an import for people: the counts, and the most frequent faults, each with its first line. */
export function importReport(result: ImportResult, { dryRun, rejectedPath }: ReportOptions): string {
  const { total_rows, created, updated, skipped, error_count } = result;
  return [
    `${rows(total_rows)}: ${created} created, ${updated} updated, ${skipped} skipped, ${error_count} wrong.`,
    ...(dryRun ? ['This was a dry run: nothing was stored.'] : []),
    ...section('Errors', result.errorCounts),
    ...section('Warnings', result.warningCounts),
    ...rejectedRows(error_count, rejectedPath),
  ].join('\n');
}

function rows(count: number): string {
  return count === 1 ? '1 row' : `${count} rows`;
}

function section(title: string, counts: readonly FaultCount[]): string[] {
  if (counts.length === 0) return [];
  const more = counts.length - MAX_SHOWN;
  return [
    `${title}:`,
    ...counts.slice(0, MAX_SHOWN).map(faultLine),
    ...(more > 0 ? [`  … and ${more} other ${more === 1 ? 'fault' : 'faults'}; --json lists the rows`] : []),
  ];
}

function faultLine({ count, example: { line, column, message } }: FaultCount): string {
  const place = column === null ? `line ${line}` : `line ${line}, ${column}`;
  return `  ${place}: ${message}${count === 1 ? '' : ` (${count} rows like this)`}`;
}

function rejectedRows(count: number, path: string | undefined): string[] {
  if (count === 0) return [];
  if (path === undefined)
    return ['With --rejected FILE the wrong rows are written to a file, to be mended there.'];
  return [`The wrong rows are in ${path}: mend them there and import that file.`];
}
