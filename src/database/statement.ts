/**
 * Statements that may be batched with others of their kind: look-ups by key and short pages, or writes to one row. Each
 * takes PostgreSQL a fraction of a millisecond, so that none waits long for the one before it.
 */
export type BatchQueue = 'reads' | 'writes';

/** One SQL statement as it is sent, with `$1` placeholders. */
export interface Statement<Row> {
  /**
   * Name under which each connection prepares the statement once and keeps its plan. Only texts from a
   * small, fixed set are named: prepared statements live as long as their connection.
   */
  readonly name: string | undefined;
  readonly text: string;
  /** The queue that may batch it; undefined for one that is sent alone. */
  readonly queue?: BatchQueue;
  /** Whether its time grows with the data: it has a shorter time limit, and few run at once. */
  readonly isSearch?: boolean;
  /** Whether rows can be large, such as those with metadata: they are fetched in portions. */
  readonly hasLargeRows?: boolean;
  /** Whether it changes data, although it is not in the queue of writes. */
  readonly changesData?: boolean;
  /** Whether a replica's answer would not do. */
  readonly needsPrimary?: boolean;
  /** Whether it writes many rows, for whose locks others wait: few run at once. */
  readonly isBatch?: boolean;
  /** Only for the type checker: the type of a row. */
  readonly row?: Row;
}

/** A prepared statement that may be batched. It returns rows, if none but their columns. */
export interface PipelinedStatement<Row> extends Statement<Row> {
  readonly name: string;
  readonly queue: BatchQueue;
  /** Number of its first values that name the row that it locks; 0 when it locks none. */
  readonly lockKeyLength: number;
}

/** A statement whose text never varies: prepared once per connection. */
export function prepared<Row>(name: string, text: string): Statement<Row> {
  return { name, text: text.trim() };
}

/** A prepared statement that is batched with others: see `BatchQueue` for what may be, `Pipeline` for how. */
export function pipelined<Row>(queue: BatchQueue, name: string, text: string): PipelinedStatement<Row> {
  return { name, text: text.trim(), queue, lockKeyLength: 0 };
}

/** A write of one row that is batched with others. The row is named by as many of its first values. */
export function pipelinedWrite<Row>(
  name: string,
  lockKeyLength: number,
  text: string,
): PipelinedStatement<Row> {
  return { ...pipelined<Row>('writes', name, text), lockKeyLength };
}

/** Whether a statement is batched. */
export function isPipelined<Row>(statement: Statement<Row>): statement is PipelinedStatement<Row> {
  return statement.queue !== undefined;
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

/** The same statement, which reads the primary whatever its request reads. */
export function onPrimary<Row>(statement: Statement<Row>): Statement<Row> {
  return { ...statement, needsPrimary: true };
}

/** A prepared statement that writes many rows. */
export function batchWrite<Row>(name: string, text: string): Statement<Row> {
  return { ...changingData(prepared<Row>(name, text)), isBatch: true };
}

/** Whether a statement changes data. */
export function isWrite({ queue, changesData }: Statement<unknown>): boolean {
  return queue === 'writes' || changesData === true;
}
