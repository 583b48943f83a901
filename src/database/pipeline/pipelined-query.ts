import pg, { type Connection, type Result, type Submittable } from 'pg';
import type { Statement } from '../statement.js';

/** A statement with its values, on its way to PostgreSQL. */
export interface Call {
  readonly statement: Statement<unknown>;
  /** As the protocol takes them. */
  readonly values: (string | Buffer | null)[];
  /** Counts each row's bytes as it arrives, and knows whether its reader has gone. What it throws ends the call. */
  readonly budget?: { readRow(bytes: number): void; requireReader(): void } | undefined;
}

/** What came back when all calls hold: the rows of each, or why they could not be read. */
export interface Arrival {
  readonly answers: readonly (unknown[] | Error)[];
}

/** Why it cannot be said that the calls hold. */
export interface Failure {
  readonly error: Error;
  /** How many calls had succeeded before: the next one is the cause, if there is a next one. */
  readonly succeeded: number;
  /** Whether none of them holds. False when nobody knows, because the connection was lost. */
  readonly isUndone: boolean;
}

/** Large rows that are fetched at once: PostgreSQL writes no others meanwhile, which may not be wanted any more. */
const ROWS_PER_FETCH = 16;

/** Rows of fewer bytes are not worth a portion of their own. */
const SMALL_ROW_BYTES = 4096;

/** What the driver's connection has beside its published type. */
interface DriverConnection extends Connection {
  readonly parsedStatements: Record<string, string>;
}

/** What the driver's results have beside their published type. */
type RowReader = Result & {
  addFields(fields: readonly unknown[]): void;
  parseRow(values: readonly (string | null)[]): unknown;
};

/** How each connection's prepared statements answer. They say so once, so that it need not be asked again. */
const readersOf = new WeakMap<Connection, Map<string, RowReader>>();

/**
 * Several statements that go to PostgreSQL in one message and are answered in one. Without a `Sync` between
 * them they are one transaction: all of them hold, or none.
 * https://www.postgresql.org/docs/current/protocol-flow.html#PROTOCOL-FLOW-PIPELINING
 *
 * The methods named `handle…` are how the driver hands over what it receives.
 */
export class RoundTrip implements Submittable {
  /** The driver puts the parsers of its types here, as it does for its own queries. */
  readonly _result = new pg.Result('', undefined as never) as RowReader & { _types: never };

  private readonly answers: (unknown[] | Error)[];
  private readers = new Map<string, RowReader>();
  private readonly introduced = new Set<string>();
  private connection: DriverConnection | undefined;
  /** Statements that have succeeded. */
  protected succeeded = 0;
  private rows = 0;
  private bytes = 0;
  /** Whether no more rows arrive than have been asked for. */
  private comesInPortions: boolean;
  private isOver = false;

  /**
   * @param done hears once how it went.
   * @param endsEarly whether rows that cannot be taken fail the whole, so that the connection can be ended; else the
   * rest of them is passed over.
   */
  constructor(
    private readonly calls: readonly Call[],
    private readonly done: (outcome: Arrival | Failure) => void,
    private readonly endsEarly = false,
  ) {
    this.answers = calls.map(() => []);
    this.comesInPortions = this.isFetching;
  }

  /** @returns what went wrong; the driver hands it to `handleError`. */
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
    const call = this.calls[this.succeeded];
    if (!call) return;
    const reader = new pg.Result('', this._result._types) as RowReader;
    reader.addFields(fields);
    this.readers.set(this.nameOf(call), reader);
    this.keep(call);
  }

  handleDataRow({ fields, length }: { fields: readonly (string | null)[]; length: number }): void {
    const answer = this.answers[this.succeeded];
    const call = this.calls[this.succeeded];
    if (!Array.isArray(answer) || !call) return;
    try {
      this.rows += 1;
      this.bytes += length;
      call.budget?.readRow(length);
      answer.push(this.readers.get(this.nameOf(call))?.parseRow(fields));
    } catch (error) {
      this.answers[this.succeeded] = error as Error;
      // The last call of a message has no others behind it: ending the connection stops PostgreSQL at once. Of portions,
      // the next is not asked for.
      if (this.endsEarly && this.succeeded === this.calls.length - 1 && !this.comesInPortions)
        this.fail(error as Error, false);
    }
  }

  handleCommandComplete(): void {
    this.succeeded += 1;
    if (this.isFetching && this.succeeded === this.calls.length && this.connection)
      this.finish(this.connection);
  }

  /** Large rows come in portions; when they turn out to be small, all others come at once. */
  handlePortalSuspended(connection: Connection): void {
    if (this.isOver) return;
    if (!Array.isArray(this.answers[this.succeeded])) {
      connection.sync();
      return;
    }
    this.comesInPortions = this.bytes / this.rows > SMALL_ROW_BYTES;
    execute(connection, this.comesInPortions ? ROWS_PER_FETCH : 0);
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
    // Only a server that is ready for more has undone everything: a refusal can be its last word, too.
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
    for (const call of this.calls) {
      // What returns no rows has described none.
      if (!this.readers.has(this.nameOf(call))) {
        this.readers.set(this.nameOf(call), new pg.Result('', this._result._types) as RowReader);
        this.keep(call);
      }
    }
    this.end({ answers: this.answers });
  }

  /** The protocol's name of a statement: the empty text is that of the unnamed one. */
  protected nameOf({ statement }: Call): string {
    return statement.name ?? '';
  }

  /** Has one statement executed. */
  protected sendCall(connection: Connection, call: Call): void {
    const { parsedStatements } = connection as DriverConnection;
    const { text } = call.statement;
    const name = this.nameOf(call);
    const known = parsedStatements[name];
    if (known !== undefined && known !== text) throw new Error(`There are two statements named ${name}.`);
    if (name === '' || (!this.readers.has(name) && !this.introduced.has(name))) {
      this.introduced.add(name);
      introduce(connection as DriverConnection, name, text);
    }
    connection.bind({ statement: name, values: call.values }, true);
    execute(connection, call.statement.hasLargeRows ? ROWS_PER_FETCH : 0);
  }

  /** Ends the transaction behind the last statement. */
  protected finish(connection: Connection): void {
    connection.sync();
  }

  private send(connection: DriverConnection): void {
    for (const call of this.calls) this.sendCall(connection, call);
    if (this.isFetching) connection.flush();
    else this.finish(connection);
  }

  /** Whether the last statement's rows are fetched in portions: the transaction is open until all have come. */
  private get isFetching(): boolean {
    return this.calls.at(-1)?.statement.hasLargeRows === true;
  }

  /** Notes that the connection has the statement prepared; the unnamed one is replaced each time. */
  private keep(call: Call): void {
    const name = this.nameOf(call);
    if (name !== '' && this.connection) this.connection.parsedStatements[name] = call.statement.text;
  }

  private fail(error: Error, isUndone: boolean): void {
    this.end({ error, succeeded: this.succeeded, isUndone });
  }

  private end(outcome: Arrival | Failure): void {
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
