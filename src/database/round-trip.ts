import pg, { type Connection, type Result, type Submittable } from 'pg';
import type { PipelinedStatement } from './statement.js';

/** A statement with its values, on its way to PostgreSQL. */
export interface Call {
  readonly statement: PipelinedStatement<unknown>;
  /** As the protocol takes them. */
  readonly values: (string | Buffer | null)[];
}

/** What came back: the rows of each call, or the failure of all and how many of them had succeeded before it. */
export type Outcome =
  | { readonly rows: readonly unknown[][] }
  | { readonly error: Error; readonly succeeded: number };

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

  private readers = new Map<string, RowReader>();
  private readonly rows: unknown[][];
  private succeeded = 0;
  private unreadable: Error | undefined;
  private connection: DriverConnection | undefined;

  constructor(
    private readonly calls: readonly Call[],
    private readonly done: (outcome: Outcome) => void,
  ) {
    this.rows = calls.map(() => []);
  }

  submit(connection: Connection): void {
    this.connection = connection as DriverConnection;
    this.readers = readersOf.get(connection) ?? new Map();
    readersOf.set(connection, this.readers);
    const introduced = new Set<string>();
    // One message instead of dozens of small ones.
    connection.stream.cork();
    try {
      for (const { statement, values } of this.calls) {
        if (!this.readers.has(statement.name) && !introduced.has(statement.name)) {
          introduced.add(statement.name);
          this.introduce(this.connection, statement);
        }
        connection.bind({ statement: statement.name, values }, true);
        connection.execute({}, true);
      }
      connection.sync();
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
    const name = this.calls[this.succeeded]?.statement.name ?? '';
    try {
      this.rows[this.succeeded]?.push(this.readers.get(name)?.parseRow(fields));
    } catch (error) {
      this.unreadable ??= error as Error;
    }
  }

  handleCommandComplete(): void {
    this.succeeded += 1;
  }

  /** Either PostgreSQL refused a statement and skips the others, or the connection is lost. */
  handleError(error: Error): void {
    this.done({ error, succeeded: this.succeeded });
  }

  /** The transaction is committed. */
  handleReadyForQuery(): void {
    const { rows, unreadable: error, succeeded } = this;
    this.done(error ? { error, succeeded } : { rows });
  }

  private introduce(connection: DriverConnection, { name, text }: PipelinedStatement<unknown>): void {
    // The driver may have prepared it on its own, in a transaction.
    if (connection.parsedStatements[name] === undefined) connection.parse({ name, text, types: [] }, true);
    connection.describe({ type: 'S', name }, true);
  }
}
