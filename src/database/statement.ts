/** One SQL statement as it is sent, with `$1` placeholders. */
export interface Statement<Row> {
  /**
   * Name under which each connection prepares the statement once and keeps its plan. Only texts from a
   * small, fixed set are named: prepared statements live as long as their connection.
   */
  readonly name: string | undefined;
  readonly text: string;
  /** Only for the type checker: what a row looks like. */
  readonly row?: Row;
}

/** A statement whose text never varies: prepared once per connection. */
export function prepared<Row>(name: string, text: string): Statement<Row> {
  return { name, text: text.trim() };
}

/** A statement put together from parts: parsed and planned at each use. */
export function unprepared<Row>(text: string): Statement<Row> {
  return { name: undefined, text: text.trim() };
}
