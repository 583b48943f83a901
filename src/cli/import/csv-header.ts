import { isUtf8 } from 'node:buffer';
import { OperatorError } from '../../errors/operator-error.js';
import type { ImportColumn } from '../../services/import/column.js';
import type { CsvRecord } from './csv-record-parser.js';

/** The columns of a file in its order. Throws a sentence when one is unknown, named twice or missing. */
export function csvHeader(
  { line, cells }: CsvRecord,
  columns: readonly ImportColumn[],
  path: string,
): readonly ImportColumn[] {
  const header: ImportColumn[] = [];
  for (const cell of cells) {
    const name = cell.toString();
    if (!isUtf8(cell)) throw refusal(path, line, 'the header is not valid UTF-8');
    const column = columns.find((known) => known.name === name);
    if (!column) {
      const known = columns.map((each) => each.name).join(', ');
      throw refusal(path, line, `the column "${name.slice(0, 100)}" is not one of ${known}`);
    }
    if (header.includes(column)) throw refusal(path, line, `the column "${name}" is named twice`);
    header.push(column);
  }
  const missing = columns.find((column) => column.required && !header.includes(column));
  if (missing) throw refusal(path, line, `the column "${missing.name}" is missing`);
  return header;
}

function refusal(path: string, line: number, reason: string): OperatorError {
  return new OperatorError(`${path}, line ${line}: ${reason}; nothing was imported.`);
}
