/** Something that an import has to say about one row. */
export interface Finding {
  /** Line of the file on which the row's record starts, from 1. */
  readonly line: number;
  /** The file's column; null when the row as a whole is meant. */
  readonly column: string | null;
  readonly message: string;
}

/** The result of an import: `created + updated + skipped + error_count = total_rows`. */
export interface ImportAnswer {
  readonly total_rows: number;
  readonly created: number;
  readonly updated: number;
  /** Rows that are stored already, exactly as they stand in the file. */
  readonly skipped: number;
  readonly error_count: number;
  /** The first errors in the order of the file, at most one a row. */
  readonly errors: readonly Finding[];
  /** The first warnings in the order of the file. Their rows are good. */
  readonly warnings: readonly Finding[];
}
