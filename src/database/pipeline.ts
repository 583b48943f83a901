import pg, { type Pool, type PoolClient } from 'pg';
import { type Call, RoundTrip } from './round-trip.js';
import { type Lane, type PipelinedStatement, pipelined } from './statement.js';

/** Most statements in one round trip. More would cost PostgreSQL less, but leave it idle between two trips. */
const MOST_TOGETHER = 8;

/**
 * Writes that travel together wait this long for a lock that another transaction holds. One that would wait
 * longer travels alone, so that it holds up nobody, and nobody can wait for each other in a circle.
 */
const limitWaiting: Call = {
  statement: pipelined('writes', 'limit_waiting', `select set_config('lock_timeout', '100ms', true)`),
  values: [],
};
const LOCK_NOT_AVAILABLE = '55P03';

/** Somebody waits for the rows of a call. */
interface Request extends Call {
  resolve(rows: unknown[]): void;
  reject(error: unknown): void;
}

const { prepareValue } = (pg as unknown as { utils: { prepareValue(value: unknown): Call['values'][0] } })
  .utils;

/**
 * Lets statements that are sent in the same turn of the event loop share one round trip on one connection
 * and, for writes, one commit. Nothing waits for company: whoever is alone travels alone. Reads and writes
 * never meet, so that no read sees what may yet be undone.
 *
 * When one of several fails, PostgreSQL undoes them all; the others are then sent again, each alone.
 */
export class Pipeline {
  private readonly waiting: Record<Lane, Request[]> = { reads: [], writes: [] };

  constructor(private readonly pool: Pool) {}

  /** The rows of one statement, once they hold. Throws what the driver throws. */
  query<Row>(statement: PipelinedStatement<Row>, values: readonly unknown[]): Promise<Row[]> {
    return new Promise((resolve, reject) => {
      const request = { statement, values: values.map(prepareValue), resolve, reject };
      const waiting = this.waiting[statement.lane];
      waiting.push(request as Request);
      if (waiting.length === 1) setImmediate(() => this.depart(waiting));
      else if (waiting.length === MOST_TOGETHER) this.depart(waiting);
    });
  }

  private depart(waiting: Request[]): void {
    if (waiting.length > 0) send(this.pool, waiting.splice(0));
  }
}

function send(pool: Pool, requests: readonly Request[]): void {
  pool.connect((error, client, release) => {
    if (client) client.query(roundTrip(pool, requests, release));
    else for (const { reject } of requests) reject(error);
  });
}

function roundTrip(pool: Pool, requests: readonly Request[], release: PoolClient['release']): RoundTrip {
  const limits = requests.length > 1 && requests[0]?.statement.lane === 'writes' ? [limitWaiting] : [];
  return new RoundTrip([...limits, ...requests], (outcome) => {
    if ('error' in outcome) {
      // As the driver's pool does after each failure of its own queries.
      release(outcome.error);
      settle(pool, requests, outcome.error, requests[outcome.succeeded - limits.length]);
      return;
    }
    release();
    for (const [i, { resolve }] of requests.entries()) resolve(outcome.rows[i + limits.length] ?? []);
  });
}

/** After a failure, which undid all: the statement that caused it fails, the others get another try. */
function settle(pool: Pool, requests: readonly Request[], error: Error, cause: Request | undefined): void {
  const hasWaited = (error as pg.DatabaseError).code === LOCK_NOT_AVAILABLE;
  for (const request of requests) {
    const isToFail = requests.length === 1 || !isUndone(error) || (request === cause && !hasWaited);
    if (isToFail) request.reject(error);
    else send(pool, [request]);
  }
}

/**
 * Whether PostgreSQL has said that it refused a statement, so that nothing holds. When the connection was
 * lost, or the server was shut down, nobody knows.
 */
function isUndone(error: Error): boolean {
  return error instanceof pg.DatabaseError && !error.code?.startsWith('57P');
}
