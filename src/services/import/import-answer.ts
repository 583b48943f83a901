/** An error or a warning about one row. */
export interface Finding {
  /** Line of the file on which the row's record starts, from 1. */
  readonly line: number;
  /** The file's column; null when the row as a whole is meant. */
  readonly column: string | null;
  readonly message: string;
}

/** How often one fault occurs in a file. */
export interface FaultCount {
  readonly count: number;
  /** The first one. */
  readonly example: Finding;
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

/** The answer, and how frequent each fault is, most frequent first. */
export interface ImportResult extends ImportAnswer {
  readonly errorCounts: readonly FaultCount[];
  readonly warningCounts: readonly FaultCount[];
}

/** The answer alone, as it is printed as JSON. */
export function importAnswer(result: ImportResult): ImportAnswer {
  const { errorCounts, warningCounts, ...answer } = result;
  return answer;
}
