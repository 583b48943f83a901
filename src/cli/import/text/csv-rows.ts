import { pipeline } from 'node:stream';
import { CsvError } from 'csv-parse';
import { lineRefusal } from '../file-refusal.js';
import { MAX_RECORD_BYTES } from '../record-limits.js';
import type { TableRow } from '../table/table-row.js';
import { CsvRowParser } from './csv-row-parser.js';
import type { LineForm } from './first-line.js';

/**
 * Reads the rows of CSV (RFC 4180), with any delimiter and line end; a quote inside a cell that does not begin with one
 * is text. Throws a sentence, with its line, for invalid quoting: what follows a missing quote is ambiguous.
 */
export async function* csvRows(
  chunks: AsyncIterable<Buffer>,
  form: LineForm,
  path: string,
): AsyncGenerator<TableRow> {
  const parser = new CsvRowParser(form);
  let isSeparatorLine = form.hasSeparatorLine;
  // The loop throws the failures of both sides.
  pipeline(chunks, parser, () => undefined);
  try {
    for await (const row of parser as AsyncIterable<TableRow>) {
      if (!isSeparatorLine) yield row;
      isSeparatorLine = false;
    }
  } catch (error) {
    throw unreadable(error, path, parser.openLine);
  }
}

/** Messages for errors of the parser. */
const faults: Readonly<Record<string, string>> = {
  CSV_QUOTE_NOT_CLOSED: 'a quoted cell is never closed',
  CSV_INVALID_CLOSING_QUOTE:
    'something follows the closing quote of a cell; inside quotes, a quote is written twice',
  CSV_MAX_RECORD_SIZE: `the record is larger than ${MAX_RECORD_BYTES} bytes, as after a quote that is not closed`,
};

function unreadable(error: unknown, path: string, line: number): unknown {
  if (!(error instanceof CsvError)) return error;
  return lineRefusal(path, line, faults[error.code] ?? error.message);
}
