import type { DateFormat } from './cells/date-format.js';

/** Options of the operator for reading a file. What is missing is detected from its content. */
export interface ReadOptions {
  readonly format?: 'csv' | 'tsv' | 'jsonl' | 'xlsx';
  /** One character. */
  readonly delimiter?: string;
  /** A label of the WHATWG Encoding Standard. */
  readonly encoding?: string;
  /** Name of the sheet of a workbook; the first one by default. */
  readonly sheet?: string;
  readonly dateFormat?: DateFormat;
  /** Names of columns in the file, by our columns. */
  readonly map: ReadonlyMap<string, string>;
  /** Whether a column that is not read is an error. */
  readonly strict: boolean;
}
