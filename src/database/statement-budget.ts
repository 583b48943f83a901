import { connectionClosed } from '../errors/connection-closed.js';
import { Problem } from '../errors/problem.js';
import type { RowBytes } from './row-bytes.js';

/** What one request may use of the database (docs/contract.md, "Limits of a request"). */
export const requestLimits = { statements: 500, rowBytes: 2 * 1024 * 1024 } as const;

/** Counts what one request uses of the database. Made for one request and closed with it. */
export class StatementBudget {
  /** Those that have a connection to themselves. */
  statementsInFlight = 0;
  private statements = 0;
  private bytes = 0;
  private isClosed = false;

  /**
   * @param account name of the quota account that the request counts on.
   * @param isGone whether the client has closed the connection, so that its answer has no reader.
   */
  constructor(
    readonly account: string,
    private readonly isGone: () => boolean,
    private readonly rowBytes: RowBytes,
  ) {}

  /** Statements that were counted. */
  get statementCount(): number {
    return this.statements;
  }

  /** Counts a statement before it is sent. Throws the 422 of one too many, and a 400 without a reader. */
  begin(): void {
    this.requireReader();
    if (this.bytes > requestLimits.rowBytes) throw tooManyBytes();
    this.statements += 1;
    if (this.statements > requestLimits.statements) {
      throw new Problem(
        'validation_error',
        `The request needs more than ${requestLimits.statements} statements of the database, the limit.`,
      );
    }
  }

  /** Throws once the client has gone. */
  requireReader(): void {
    if (this.isClosed || this.isGone()) throw connectionClosed();
  }

  /** Counts a row as it arrives. Throws the 422 of rows beyond the limit, and a 503 when all requests hold too many. */
  readRow(bytes: number): void {
    this.requireReader();
    this.rowBytes.add(bytes);
    this.bytes += bytes;
    if (this.bytes > requestLimits.rowBytes) throw tooManyBytes();
  }

  /** Counts rows no longer whose statement has failed and is executed once more. */
  giveBackRows(bytes: number): void {
    if (this.isClosed) return;
    this.bytes -= bytes;
    this.rowBytes.giveBack(bytes);
  }

  /** Releases the memory of the rows. Statements that are still in flight read nothing more. */
  close(): void {
    if (this.isClosed) return;
    this.isClosed = true;
    this.rowBytes.giveBack(this.bytes);
  }
}

function tooManyBytes(): Problem {
  const megabytes = requestLimits.rowBytes / 1024 / 1024;
  return new Problem(
    'validation_error',
    `The request reads more than ${megabytes} MB of rows, the limit. Please ask for fewer rows or fields.`,
  );
}
