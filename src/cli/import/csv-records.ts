import { isUtf8 } from 'node:buffer';
import { pipeline } from 'node:stream';
import { CsvError } from 'csv-parse';
import { OperatorError } from '../../errors/operator-error.js';
import type { ImportColumn } from '../../services/import/column.js';
import type { FileRecord } from '../../services/import/file-record.js';
import { csvHeader } from './csv-header.js';
import { type CsvRecord, CsvRecordParser } from './csv-record-parser.js';
import { csvValue } from './csv-value.js';
import { BAD_UTF8, MAX_RECORD_BYTES } from './record-limits.js';

/**
 * Reads CSV as RFC 4180 describes it, with LF or CRLF line ends. Throws a sentence, with its line, when the
 * header is wrong or the quoting is broken: what comes after a lost quote cannot be told apart any more.
 */
export async function* csvRecords(
  chunks: AsyncIterable<Buffer>,
  columns: readonly ImportColumn[],
  path: string,
): AsyncGenerator<FileRecord> {
  const parser = new CsvRecordParser();
  let header: readonly ImportColumn[] | undefined;
  // A failure of either side comes out of the loop.
  pipeline(chunks, parser, () => undefined);
  try {
    for await (const record of parser as AsyncIterable<CsvRecord>) {
      if (header) yield fileRecord(record, header);
      else header = csvHeader(record, columns, path);
    }
  } catch (error) {
    throw unreadable(error, path, parser.openLine);
  }
  if (!header) throw new OperatorError(`${path} is empty: the first line must name the columns.`);
}

function fileRecord({ line, cells }: CsvRecord, header: readonly ImportColumn[]): FileRecord {
  if (cells.length !== header.length) {
    const message = `The row has ${counted(cells.length)}, but the header has ${header.length}`;
    return { line, fault: { column: null, message } };
  }
  const values: Record<string, unknown> = {};
  for (const [i, column] of header.entries()) {
    const cell = cells[i]!;
    if (!isUtf8(cell)) return { line, fault: { column: column.name, message: BAD_UTF8 } };
    values[column.name] = csvValue(column, cell.toString());
  }
  return { line, values };
}

function counted(cells: number): string {
  return cells === 1 ? '1 cell' : `${cells} cells`;
}

/** What the parser stumbles on, in words. */
const faults: Readonly<Record<string, string>> = {
  CSV_QUOTE_NOT_CLOSED: 'a quoted cell is never closed',
  CSV_INVALID_CLOSING_QUOTE: 'something follows the closing quote of a cell',
  INVALID_OPENING_QUOTE: 'a quote stands inside a cell that does not begin with one',
  CSV_MAX_RECORD_SIZE: `the record is larger than ${MAX_RECORD_BYTES} bytes, as after a quote that is not closed`,
};

function unreadable(error: unknown, path: string, line: number): unknown {
  if (!(error instanceof CsvError)) return error;
  return new OperatorError(
    `${path}, line ${line}: ${faults[error.code] ?? error.message}; nothing was imported.`,
  );
}
