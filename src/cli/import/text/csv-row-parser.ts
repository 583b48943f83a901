import type { TransformCallback } from 'node:stream';
import { CsvError, type InfoRecord, type Options, Parser } from 'csv-parse';
import { MAX_RECORD_BYTES } from '../record-limits.js';
import type { TableRow } from '../table/table-row.js';
import type { LineForm } from './first-line.js';

/** The part of the parser that its types do not declare. */
interface Internals {
  readonly api: { __error(failure: Error): Error | undefined };
}

/**
 * Extends the CSV parser by three features that it lacks: the line on which a record starts (it counts a CRLF inside
 * quotes as two), a limit for records of many cells (it limits each cell), and quotes as text inside a cell that does
 * not begin with one, while text after a closing quote is still an error.
 */
export class CsvRowParser extends Parser {
  /** Line on which the current record starts. */
  openLine = 1;
  private blankLines = 0;
  private readBytes = 0;
  private recordEnd = 0;

  constructor({ delimiter, lineEnd }: LineForm) {
    const options: Options = {
      delimiter,
      record_delimiter: lineEnd === '\r' ? ['\r'] : ['\r\n', '\n'],
      skip_empty_lines: true,
      relax_column_count: true,
      max_record_size: MAX_RECORD_BYTES,
      // Its types allow records of the parser only.
      on_record: ((cells: readonly string[], info: InfoRecord) => this.located(cells, info)) as never,
    };
    super(options);
    const { api } = this as unknown as Internals;
    const fail = api.__error;
    api.__error = (failure) =>
      failure instanceof CsvError && failure.code === 'INVALID_OPENING_QUOTE'
        ? undefined
        : fail.call(api, failure);
  }

  override _transform(chunk: Buffer, encoding: BufferEncoding, callback: TransformCallback): void {
    this.readBytes += chunk.length;
    super._transform(chunk, encoding, (error) => {
      this.skipBlankLines(this.info.empty_lines);
      callback(error ?? this.sizeError());
    });
  }

  override _flush(callback: TransformCallback): void {
    super._flush((error) => {
      this.skipBlankLines(this.info.empty_lines);
      callback(error);
    });
  }

  private located(cells: readonly string[], info: InfoRecord): TableRow {
    this.skipBlankLines(info.empty_lines);
    const line = this.openLine;
    this.openLine += 1 + cells.reduce((lines, cell) => lines + lineEnds(cell), 0);
    this.recordEnd = info.bytes;
    return { line, cells };
  }

  private skipBlankLines(count: number): void {
    this.openLine += count - this.blankLines;
    // A blank line has at most two bytes.
    this.recordEnd += 2 * (count - this.blankLines);
    this.blankLines = count;
  }

  private sizeError(): CsvError | null {
    if (this.readBytes - this.recordEnd <= MAX_RECORD_BYTES) return null;
    return new CsvError('CSV_MAX_RECORD_SIZE', 'Max Record Size');
  }
}

const hasLineEnd = /[\r\n]/;

function lineEnds(cell: string): number {
  return hasLineEnd.test(cell) ? (cell.match(/\r\n|\r|\n/g)?.length ?? 0) : 0;
}
