/**
 * Statements that may share a round trip with others of their kind: lookups by key and short pages, or
 * writes to one assignment, whose first two values are its GTIN and claim. Each takes PostgreSQL a fraction of
 * a millisecond, so that none waits long for the one before it.
 */
export type Lane = 'reads' | 'writes';

/** One SQL statement as it is sent, with `$1` placeholders. */
export interface Statement<Row> {
  /**
   * Name under which each connection prepares the statement once and keeps its plan. Only texts from a
   * small, fixed set are named: prepared statements live as long as their connection.
   */
  readonly name: string | undefined;
  readonly text: string;
  /** Where it meets the statements that it travels with; undefined for one that travels alone. */
  readonly lane?: Lane;
  /** Whether its time grows with the data: it has a shorter time limit, and few run at once. */
  readonly isSearch?: boolean;
  /** Whether rows can be large, such as those with metadata: they are fetched in portions. */
  readonly hasLargeRows?: boolean;
  /** Whether it changes data, without the lane of writes. */
  readonly changesData?: boolean;
  /** Only for the type checker: what a row looks like. */
  readonly row?: Row;
}

/** A statement that is prepared and may share a round trip. It returns rows, if none but their columns. */
export interface PipelinedStatement<Row> extends Statement<Row> {
  readonly name: string;
  readonly lane: Lane;
}

/** A statement whose text never varies: prepared once per connection. */
export function prepared<Row>(name: string, text: string): Statement<Row> {
  return { name, text: text.trim() };
}

/** A prepared statement that shares the round trip of others: see `Lane` for what may, `Pipeline` for how. */
export function pipelined<Row>(lane: Lane, name: string, text: string): PipelinedStatement<Row> {
  return { name, text: text.trim(), lane };
}

/** Whether a statement shares round trips. */
export function isPipelined<Row>(statement: Statement<Row>): statement is PipelinedStatement<Row> {
  return statement.lane !== undefined;
}

/** A statement put together from parts: parsed and planned at each use. */
export function unprepared<Row>(text: string): Statement<Row> {
  return { name: undefined, text: text.trim() };
}

/** A search or a count: an unprepared statement whose time grows with the data, however few rows it returns. */
export function search<Row>(text: string): Statement<Row> {
  return { ...unprepared<Row>(text), isSearch: true };
}

/** The same statement, whose rows can be large. */
export function withLargeRows<Row>(statement: Statement<Row>): Statement<Row> {
  return { ...statement, hasLargeRows: true };
}

/** The same statement, which changes data. */
export function changingData<Row>(statement: Statement<Row>): Statement<Row> {
  return { ...statement, changesData: true };
}

/** Whether a statement changes data. */
export function isWrite({ lane, changesData }: Statement<unknown>): boolean {
  return lane === 'writes' || changesData === true;
}
