import type { Finding, ImportAnswer } from '../../services/import/import-answer.js';

/** How many findings of each sort people are shown; `--json` has more. */
const MAX_SHOWN = 20;

/** An import's answer for people. */
export function importSummary(answer: ImportAnswer): string {
  const { total_rows, created, updated, skipped, error_count, errors, warnings } = answer;
  return [
    `${rows(total_rows)}: ${created} created, ${updated} updated, ${skipped} skipped, ${error_count} wrong.`,
    ...section('Errors', errors, error_count),
    ...section('Warnings', warnings, warnings.length),
  ].join('\n');
}

function rows(count: number): string {
  return count === 1 ? '1 row' : `${count} rows`;
}

function section(title: string, findings: readonly Finding[], count: number): string[] {
  if (count === 0) return [];
  const shown = findings.slice(0, MAX_SHOWN);
  const more = findings.length - shown.length;
  return [
    `${title}:`,
    ...shown.map(
      ({ line, column, message }) => `  line ${line}${column === null ? '' : `, ${column}`}: ${message}`,
    ),
    ...(more > 0 ? [`  … --json lists ${more} more`] : []),
  ];
}
