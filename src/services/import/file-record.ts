import type { Fault } from './fault.js';

/** A row as it stands in the file. */
export interface FileRow {
  /** Value of one of our columns; undefined when the row has none. */
  valueOf(column: string): string | undefined;
  /** The row as one text, from which the file of rejected rows repeats it. */
  toText(): string;
}

/** A record that could be read: what its cells hold, by column; nothing about it is certain yet. */
export interface ReadRecord {
  /** Line on which the record starts, from 1. */
  readonly line: number;
  /** Absent, null and, in a column of texts, the empty text stand for the column's default. */
  readonly values: Readonly<Record<string, unknown>>;
  readonly row?: FileRow;
}

/** A record that cannot be read, in a file that can be read on. */
export interface UnreadableRecord {
  readonly line: number;
  readonly fault: Fault;
  readonly row?: FileRow;
}

/** A warning about the file as a whole, such as a column that is not read. It is no record. */
export interface FileNotice {
  readonly line: number;
  readonly notice: { readonly column: string; readonly message: string };
}

/** One record of a file, as its reader returns it. */
export type FileRecord = ReadRecord | UnreadableRecord | FileNotice;
