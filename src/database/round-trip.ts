import pg, { type Connection, type Result, type Submittable } from 'pg';
import type { PipelinedStatement } from './statement.js';

/** A statement with its values, on its way to PostgreSQL. */
export interface Call {
  readonly statement: PipelinedStatement<unknown>;
  /** As the protocol takes them. */
  readonly values: (string | Buffer | null)[];
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
  private connection: DriverConnection | undefined;
  private succeeded = 0;
  private isOver = false;

  /** @param done hears once how it went. */
  constructor(
    private readonly calls: readonly Call[],
    private readonly done: (outcome: Arrival | Failure) => void,
  ) {
    this.answers = calls.map(() => []);
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
    const statement = this.calls[this.succeeded]?.statement;
    if (!statement || !this.connection) return;
    const reader = new pg.Result('', this._result._types) as RowReader;
    reader.addFields(fields);
    this.readers.set(statement.name, reader);
    this.connection.parsedStatements[statement.name] = statement.text;
  }

  handleDataRow({ fields }: { fields: readonly (string | null)[] }): void {
    const answer = this.answers[this.succeeded];
    if (!Array.isArray(answer)) return;
    try {
      answer.push(this.readers.get(this.calls[this.succeeded]?.statement.name ?? '')?.parseRow(fields));
    } catch (error) {
      this.answers[this.succeeded] = error as Error;
    }
  }

  handleCommandComplete(): void {
    this.succeeded += 1;
  }

  /** PostgreSQL refuses a statement and skips the others, or the connection is lost. */
  handleError(error: Error): void {
    const { connection } = this;
    const isRefusal = error instanceof pg.DatabaseError && error.code !== undefined;
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
    this.end({ answers: this.answers });
  }

  private send(connection: DriverConnection): void {
    const introduced = new Set<string>();
    for (const { statement, values } of this.calls) {
      const { name, text } = statement;
      const known = connection.parsedStatements[name];
      if (known !== undefined && known !== text) throw new Error(`There are two statements named ${name}.`);
      if (!this.readers.has(name) && !introduced.has(name)) {
        introduced.add(name);
        introduce(connection, statement);
      }
      connection.bind({ statement: name, values }, true);
      connection.execute({}, true);
    }
    connection.sync();
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

/** Has a statement prepared, and asks what its rows look like. */
function introduce(connection: DriverConnection, { name, text }: PipelinedStatement<unknown>): void {
  // The driver may have prepared it on its own, in a transaction.
  if (connection.parsedStatements[name] === undefined) connection.parse({ name, text, types: [] }, true);
  connection.describe({ type: 'S', name }, true);
}
