import type { ImportColumn } from '../../../services/import/column.js';
import type { FileNotice, FileRecord } from '../../../services/import/file-record.js';
import { CellFault } from '../cells/cell-fault.js';
import { cellValue } from '../cells/cell-value.js';
import type { DateFormat } from '../cells/date-format.js';
import type { FileLayout } from '../file-layout.js';
import { lineRefusal } from '../file-refusal.js';
import type { ColumnNames } from '../header/column-names.js';
import { type Header, readHeader, shortened } from '../header/header.js';
import { MAX_COLUMNS } from '../record-limits.js';
import { findHeader } from './find-header.js';
import { TableFileRow } from './table-file-row.js';
import { isEmptyRow, type TableRow } from './table-row.js';

/** Options of reading the rows of a table. */
export interface TableOptions {
  readonly path: string;
  readonly names: ColumnNames;
  readonly layout: FileLayout;
  readonly dateFormat: DateFormat | undefined;
  readonly strict: boolean;
  /** Whether a row has as many cells as the header, as in a text. */
  readonly hasWidth: boolean;
}

/**
 * Reads the records of a table whose first row with a text contains the names of the columns. Throws a sentence, with
 * its line, if these names are invalid or missing.
 */
export async function* tableRecords(
  rows: AsyncIterable<TableRow>,
  options: TableOptions,
): AsyncGenerator<FileRecord> {
  const iterator = rows[Symbol.asyncIterator]();
  try {
    const header = await findHeader(iterator, options);
    options.layout.header = header;
    yield* notices(header, options);
    const reader = new RecordReader(header, options);
    let isFirst = true;
    for (let next = await iterator.next(); !next.done; next = await iterator.next()) {
      if (isEmptyRow(next.value)) continue;
      if (isFirst) refuseSecondHeader(next.value, options);
      isFirst = false;
      yield reader.read(next.value);
    }
  } finally {
    await iterator.return?.();
  }
}

/** Warnings about columns that are not read. */
function* notices({ line, names, unknown }: Header, { path, strict }: TableOptions): Generator<FileNotice> {
  for (const position of unknown) {
    const column = shortened(names[position] ?? '');
    if (strict) throw lineRefusal(path, line, `there is no column "${column}" to import (--strict)`);
    yield { line, notice: { column, message: 'There is no such column: it is not read' } };
  }
}

/** A second line of names would be an invalid row, at best. */
function refuseSecondHeader({ line, cells }: TableRow, { path, names }: TableOptions): void {
  if (cells.length > MAX_COLUMNS || !('header' in readHeader(line, cells, names))) return;
  throw lineRefusal(path, line, 'the columns are named a second time: delete one of the two lines');
}

class RecordReader {
  private readonly columns: readonly (readonly [ImportColumn, number])[];

  constructor(
    private readonly header: Header,
    private readonly options: TableOptions,
  ) {
    this.columns = [...header.positions];
  }

  read(row: TableRow): FileRecord {
    const { line, cells } = row;
    const { header } = this;
    const fileRow = new TableFileRow(cells, header);
    if (this.options.hasWidth && (cells.length > header.names.length || cells.length < header.minWidth)) {
      const message = `The row has ${counted(cells.length)}, but the header has ${header.names.length}`;
      return { line, fault: { column: null, message }, row: fileRow };
    }
    const values: Record<string, unknown> = {};
    for (const [column, position] of this.columns) {
      const refusal = row.refusals?.get(position);
      if (refusal !== undefined) throw lineRefusal(this.options.path, line, refusal);
      const message = row.faults?.get(position);
      if (message !== undefined) return { line, fault: { column: column.name, message }, row: fileRow };
      const value = cellValue(column, cells[position] ?? '', this.options.dateFormat);
      if (value instanceof CellFault) {
        return { line, fault: { column: column.name, message: value.message }, row: fileRow };
      }
      values[column.name] = value;
    }
    return { line, values, row: fileRow };
  }
}

function counted(cells: number): string {
  return cells === 1 ? '1 cell' : `${cells} cells`;
}
