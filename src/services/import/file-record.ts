import type { Finding } from './import-answer.js';

/** A record that could be read: what its cells hold, by column; nothing about it is certain yet. */
export interface ReadRecord {
  /** Line on which the record starts, from 1. */
  readonly line: number;
  /** Absent, null and, in a column of texts, the empty text stand for the column's default. */
  readonly values: Readonly<Record<string, unknown>>;
}

/** A record that cannot be read, in a file that can be read on. */
export interface UnreadableRecord {
  readonly line: number;
  readonly fault: Pick<Finding, 'column' | 'message'>;
}

/** One record of a file, as its reader hands it over. */
export type FileRecord = ReadRecord | UnreadableRecord;
