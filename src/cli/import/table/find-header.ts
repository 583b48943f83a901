import type { OperatorError } from '../../../errors/operator-error.js';
import { fileRefusal, lineRefusal } from '../file-refusal.js';
import type { ColumnNames } from '../header/column-names.js';
import { type Header, readHeader } from '../header/header.js';
import { MAX_COLUMNS } from '../record-limits.js';
import { isEmptyRow, type TableRow } from './table-row.js';

/** Rows after the first that are searched for the names of the columns, for the message alone. */
const SEARCHED_ROWS = 20;

/** Options of finding a header. */
interface Options {
  readonly path: string;
  readonly names: ColumnNames;
}

/** Reads rows up to the header, the first one with a text. Throws a sentence if that is no header. */
export async function findHeader(rows: AsyncIterator<TableRow>, options: Options): Promise<Header> {
  const { path, names } = options;
  const row = await nextRow(rows);
  if (!row) throw fileRefusal(path, 'is empty: its first line must name the columns');
  const { line, cells } = row;
  if (cells.length > MAX_COLUMNS) {
    throw lineRefusal(path, line, `there are more than ${MAX_COLUMNS} columns`);
  }
  const result = readHeader(line, cells, names);
  if ('problem' in result) throw await refusal(rows, line, result.problem, options);
  const [refused] = row.refusals?.values() ?? [];
  if (refused !== undefined) throw lineRefusal(path, line, refused);
  return result.header;
}

/** Distinguishes a title above the names of the columns, and names on two lines, from invalid names. */
async function refusal(
  rows: AsyncIterator<TableRow>,
  line: number,
  problem: string,
  { path, names }: Options,
): Promise<OperatorError> {
  for (let i = 0; i < SEARCHED_ROWS; i++) {
    const row = await nextRow(rows).catch(() => undefined);
    if (!row) break;
    if (row.cells.length <= MAX_COLUMNS && 'header' in readHeader(row.line, row.cells, names)) {
      return lineRefusal(
        path,
        line,
        `the columns are named in line ${row.line} only: delete the lines above it`,
      );
    }
  }
  return lineRefusal(path, line, problem);
}

async function nextRow(rows: AsyncIterator<TableRow>): Promise<TableRow | undefined> {
  for (;;) {
    const { done, value } = await rows.next();
    if (done) return undefined;
    if (!isEmptyRow(value)) return value;
  }
}
