import type { TransformCallback } from 'node:stream';
import { CsvError, type InfoRecord, type Options, Parser } from 'csv-parse';
import { MAX_RECORD_BYTES } from './record-limits.js';

/** A record of a CSV file: its cells as bytes, without quotes. */
export interface CsvRecord {
  /** Line on which it starts, from 1; lines end with LF. */
  readonly line: number;
  readonly cells: readonly Buffer[];
}

/**
 * The CSV parser, with two things that it lacks: the line on which a record starts (it counts a CRLF inside
 * quotes as two) and a limit for records of many cells (it limits each cell).
 */
export class CsvRecordParser extends Parser {
  /** Line on which the record starts that is being read. */
  openLine = 1;
  private blankLines = 0;
  private readBytes = 0;
  private recordEnd = 0;

  constructor() {
    super({
      encoding: null,
      record_delimiter: ['\r\n', '\n'],
      skip_empty_lines: true,
      relax_column_count: true,
      max_record_size: MAX_RECORD_BYTES,
      on_record: (cells: readonly unknown[], info: InfoRecord) =>
        this.located(cells as readonly Buffer[], info),
      // Its types know cells of text only.
    } as unknown as Options);
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

  private located(cells: readonly Buffer[], info: InfoRecord): CsvRecord {
    this.skipBlankLines(info.empty_lines);
    const line = this.openLine;
    this.openLine += 1 + cells.reduce((lines, cell) => lines + lineFeeds(cell), 0);
    this.recordEnd = info.bytes;
    return { line, cells };
  }

  private skipBlankLines(count: number): void {
    this.openLine += count - this.blankLines;
    // A blank line has two bytes at most.
    this.recordEnd += 2 * (count - this.blankLines);
    this.blankLines = count;
  }

  private sizeError(): CsvError | null {
    if (this.readBytes - this.recordEnd <= MAX_RECORD_BYTES) return null;
    return new CsvError('CSV_MAX_RECORD_SIZE', 'Max Record Size');
  }
}

function lineFeeds(cell: Buffer): number {
  let count = 0;
  for (let at = cell.indexOf(10); at !== -1; at = cell.indexOf(10, at + 1)) count += 1;
  return count;
}
