import pg, { type Connection, type Result, type Submittable } from 'pg';
import type { Statement } from '../statement.js';

/** A statement with its values, as it is sent. */
export interface BoundStatement {
  readonly statement: Statement<unknown>;
  /** As the protocol takes them. */
  readonly values: (string | Buffer | null)[];
  /** Counts each row's bytes as it arrives, and knows whether its reader has gone. What it throws ends the statement. */
  readonly budget?: { readRow(bytes: number): void; requireReader(): void } | undefined;
}

/** The transaction is committed: the rows of each statement, or why they could not be read. */
export interface Completed {
  readonly results: readonly (unknown[] | Error)[];
}

/** Why the transaction is not known to be committed. */
export interface Failed {
  readonly error: Error;
  /** Number of statements that had succeeded before: the next one is the cause, if there is a next one. */
  readonly succeeded: number;
  /** Whether the transaction was rolled back. False when that is unknown, because the connection was lost. */
  readonly isRolledBack: boolean;
}

export type Outcome = Completed | Failed;

/** Large rows that are fetched at once: PostgreSQL writes no others meanwhile, which may not be wanted any more. */
const ROWS_PER_FETCH = 8;

/** Rows of fewer bytes are not worth a portion of their own. */
const SMALL_ROW_BYTES = 4096;

/** Members of the driver's connection that its published type omits. */
interface DriverConnection extends Connection {
  readonly parsedStatements: Record<string, string>;
}

/** Members of the driver's results that their published type omits. */
type RowReader = Result & {
  addFields(fields: readonly unknown[]): void;
  parseRow(values: readonly (string | null)[]): unknown;
};

/** Row descriptions of each connection's prepared statements, which are read once. */
const readersOf = new WeakMap<Connection, Map<string, RowReader>>();

/**
 * Several statements that are sent to PostgreSQL in one message. Without a `Sync` between them they are one transaction.
 * https://www.postgresql.org/docs/current/protocol-flow.html#PROTOCOL-FLOW-PIPELINING
 *
 * The driver statements the methods named `handle…` with what it receives.
 */
export class PipelinedQuery implements Submittable {
  /** The driver puts the parsers of its types here, as it does for its own queries. */
  readonly _result = new pg.Result('', undefined as never) as RowReader & { _types: never };

  private readonly results: (unknown[] | Error)[];
  private readers = new Map<string, RowReader>();
  private readonly introduced = new Set<string>();
  private connection: DriverConnection | undefined;
  /** Statements that have succeeded. */
  protected succeeded = 0;
  private rows = 0;
  private bytes = 0;
  /** Whether no more rows arrive than have been asked for. */
  private isFetchedInPortions: boolean;
  private isOver = false;

  /**
   * @param done is called once with the outcome.
   * @param endsEarly whether rows that cannot be taken fail the whole, so that the connection can be ended; else the
   * rest of them is skipped.
   */
  constructor(
    private readonly statements: readonly BoundStatement[],
    private readonly done: (outcome: Outcome) => void,
    private readonly endsEarly = false,
  ) {
    this.results = statements.map(() => []);
    this.isFetchedInPortions = this.isFetching;
  }

  /** @returns the error; the driver passes it to `handleError`. */
  submit(connection: Connection): Error | undefined {
    this.connection = connection as DriverConnection;
    this.readers = readersOf.get(connection) ?? new Map();
    readersOf.set(connection, this.readers);
    // One message instead of dozens of small ones.
    connection.stream.cork();
    try {
      this.send(this.connection);
      return undefined;
    } catch (error) {
      return error as Error;
    } finally {
      connection.stream.uncork();
    }
  }

  handleRowDescription({ fields }: { fields: readonly unknown[] }): void {
    const bound = this.statements[this.succeeded];
    if (!bound) return;
    const reader = new pg.Result('', this._result._types) as RowReader;
    reader.addFields(fields);
    this.readers.set(this.nameOf(bound), reader);
    this.keep(bound);
  }

  handleDataRow({ fields, length }: { fields: readonly (string | null)[]; length: number }): void {
    const result = this.results[this.succeeded];
    const bound = this.statements[this.succeeded];
    if (!Array.isArray(result) || !bound) return;
    try {
      this.rows += 1;
      this.bytes += length;
      bound.budget?.readRow(length);
      result.push(this.readers.get(this.nameOf(bound))?.parseRow(fields));
    } catch (error) {
      this.results[this.succeeded] = error as Error;
      // The last statement of a message has no others behind it: ending the connection stops PostgreSQL at once. Of portions,
      // the next is not fetched.
      if (this.endsEarly && this.succeeded === this.statements.length - 1 && !this.isFetchedInPortions)
        this.fail(error as Error, false);
    }
  }

  handleCommandComplete(): void {
    this.succeeded += 1;
    if (this.isFetching && this.succeeded === this.statements.length && this.connection)
      this.finish(this.connection);
  }

  /** Large rows come in portions; when they turn out to be small, all others come at once. */
  handlePortalSuspended(connection: Connection): void {
    if (this.isOver) return;
    if (!Array.isArray(this.results[this.succeeded])) {
      connection.sync();
      return;
    }
    this.isFetchedInPortions = this.bytes / this.rows > SMALL_ROW_BYTES;
    execute(connection, this.isFetchedInPortions ? ROWS_PER_FETCH : 0);
    connection.flush();
  }

  /** PostgreSQL refuses a statement and skips the others, or the connection is lost. */
  handleError(error: Error): void {
    const { connection } = this;
    const isRefusal = error instanceof pg.DatabaseError && error.code !== undefined;
    if (isRefusal && this.isFetching) connection?.sync();
    if (!isRefusal || !connection) {
      this.fail(error, false);
      return;
    }
    // Only a server that is ready for the next query has rolled back: an error can also be its last message.
    const ready = () => {
      connection.off('end', lost);
      this.fail(error, true);
    };
    const lost = () => {
      connection.off('readyForQuery', ready);
      this.fail(error, false);
    };
    connection.once('readyForQuery', ready);
    connection.once('end', lost);
  }

  /** The transaction is committed. */
  handleReadyForQuery(): void {
    for (const bound of this.statements) {
      // What returns no rows has described none.
      if (!this.readers.has(this.nameOf(bound))) {
        this.readers.set(this.nameOf(bound), new pg.Result('', this._result._types) as RowReader);
        this.keep(bound);
      }
    }
    this.end({ results: this.results });
  }

  /** The protocol's name of a statement: the empty text is that of the unnamed one. */
  protected nameOf({ statement }: BoundStatement): string {
    return statement.name ?? '';
  }

  /** Sends one statement. */
  protected sendStatement(connection: Connection, bound: BoundStatement): void {
    const { parsedStatements } = connection as DriverConnection;
    const { text } = bound.statement;
    const name = this.nameOf(bound);
    const known = parsedStatements[name];
    if (known !== undefined && known !== text) throw new Error(`There are two statements named ${name}.`);
    if (name === '' || (!this.readers.has(name) && !this.introduced.has(name))) {
      this.introduced.add(name);
      introduce(connection as DriverConnection, name, text);
    }
    connection.bind({ statement: name, values: bound.values }, true);
    execute(connection, bound.statement.hasLargeRows ? ROWS_PER_FETCH : 0);
  }

  /** Ends the transaction behind the last statement. */
  protected finish(connection: Connection): void {
    connection.sync();
  }

  private send(connection: DriverConnection): void {
    for (const bound of this.statements) this.sendStatement(connection, bound);
    if (this.isFetching) connection.flush();
    else this.finish(connection);
  }

  /** Whether the last statement's rows are fetched in portions: the transaction is open until all have come. */
  private get isFetching(): boolean {
    return this.statements.at(-1)?.statement.hasLargeRows === true;
  }

  /** Notes that the connection has the statement prepared; the unnamed one is replaced each time. */
  private keep(bound: BoundStatement): void {
    const name = this.nameOf(bound);
    if (name !== '' && this.connection) this.connection.parsedStatements[name] = bound.statement.text;
  }

  private fail(error: Error, isRolledBack: boolean): void {
    this.end({ error, succeeded: this.succeeded, isRolledBack });
  }

  private end(outcome: Outcome): void {
    if (this.isOver) return;
    this.isOver = true;
    this.done(outcome);
  }
}

/** Asks for the next rows of the statement that was bound last; 0 for all of them. */
function execute(connection: Connection, rows: number): void {
  // The published type takes the number for a text.
  connection.execute({ rows } as unknown as Parameters<Connection['execute']>[0], true);
}

/** Has a statement prepared, and asks what its rows look like. */
function introduce(connection: DriverConnection, name: string, text: string): void {
  // The driver may have prepared it on its own, in a transaction.
  if (connection.parsedStatements[name] === undefined) connection.parse({ name, text, types: [] }, true);
  connection.describe({ type: 'S', name }, true);
}
