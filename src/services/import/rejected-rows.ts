/** A row that was not stored. */
export interface RejectedRow {
  readonly line: number;
  /** Why, with the column. */
  readonly message: string;
  /** The row as it stands in the file, as `FileRow.toText` returns it. */
  readonly text: string;
}

/** Where the rows of an import go that were not stored. */
export interface RejectedRows {
  /** Takes the next row that is refused while the file is read, in its order. */
  add(row: RejectedRow): Promise<void>;
  /** Takes the rows that the database refused, in the order of the file too, and ends. */
  finish(others: AsyncIterable<RejectedRow>): Promise<void>;
}
