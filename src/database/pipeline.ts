import pg, { type Pool, type PoolClient } from 'pg';
import { type Call, type Outcome, RoundTrip } from './round-trip.js';
import { type Lane, type PipelinedStatement, pipelined } from './statement.js';

/** Most statements in one round trip: what comes last waits for so many others at most. */
const MOST_TOGETHER = 16;

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

/** `asked`: how many connections will come for those that wait. */
interface Waiting {
  requests: Request[];
  asked: number;
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
  private readonly lanes: Record<Lane, Waiting> = {
    reads: { requests: [], asked: 0 },
    writes: { requests: [], asked: 0 },
  };

  constructor(private readonly pool: Pool) {}

  /** The rows of one statement, once they hold. Throws what the driver throws. */
  query<Row>(statement: PipelinedStatement<Row>, values: readonly unknown[]): Promise<Row[]> {
    return new Promise((resolve, reject) => {
      const request = { statement, values: values.map(prepareValue), resolve, reject };
      const lane = this.lanes[statement.lane];
      lane.requests.push(request as Request);
      if (lane.requests.length <= lane.asked * MOST_TOGETHER) return;
      lane.asked += 1;
      setImmediate(() => this.pool.connect((error, client) => this.depart(lane, error, client)));
    });
  }

  /** A connection is there, or cannot be had. */
  private depart(lane: Waiting, error: Error | undefined, client: PoolClient | undefined): void {
    lane.asked -= 1;
    const requests = lane.requests.splice(0, MOST_TOGETHER);
    if (client) send(this.pool, client, requests);
    else for (const { reject } of requests) reject(error);
  }
}

function send(pool: Pool, client: PoolClient, requests: readonly Request[]): void {
  const isLimited = requests.length > 1 && requests[0]?.statement.lane === 'writes';
  const extra = isLimited ? [limitWaiting] : [];
  const trip = new RoundTrip([...extra, ...requests], (outcome) => {
    if ('rows' in outcome) {
      client.release();
      requests.forEach(({ resolve }, i) => {
        resolve(outcome.rows[i + extra.length] ?? []);
      });
      return;
    }
    // As the driver's pool does after each failure of its own queries.
    client.release(outcome.error);
    sendAgain(pool, requests, outcome, extra.length);
  });
  client.query(trip);
}

/** After a failure, which undid all: the statement that caused it fails, the others get another try. */
function sendAgain(
  pool: Pool,
  requests: readonly Request[],
  { error, succeeded }: Extract<Outcome, { error: Error }>,
  extra: number,
): void {
  const failed = isUndone(error) ? requests[succeeded - extra] : undefined;
  const isLocked = (error as pg.DatabaseError).code === LOCK_NOT_AVAILABLE;
  for (const request of requests) {
    if (requests.length === 1 || !isUndone(error) || (request === failed && !isLocked)) request.reject(error);
    else
      pool.connect((connectError, client) => {
        if (client) send(pool, client, [request]);
        else request.reject(connectError);
      });
  }
}

/**
 * Whether PostgreSQL has said that it refused a statement, so that nothing holds. When the connection was
 * lost, or the server was shut down, nobody knows.
 */
function isUndone(error: Error): boolean {
  return error instanceof pg.DatabaseError && !error.code?.startsWith('57P');
}
