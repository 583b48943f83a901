import pg, { type Pool, type PoolClient } from 'pg';
import { HistogramCounts } from '../observability/histogram-counts.js';
import { Departures, type Timetable } from './departures.js';
import { type Arrival, type Call, type Failure, RoundTrip } from './round-trip.js';
import { type Lane, type PipelinedStatement, pipelined, prepared, type Statement } from './statement.js';

/** Reads that share a round trip at most. */
export const MAX_READS_PER_TRIP = 8;

/** Bounds of the sizes of batches, as they are measured. */
const BATCH_SIZES = [1, 2, 4, 6, 8, 10];

/**
 * Reads leave at the end of their turn. Of writes a second trip costs another commit, and PostgreSQL runs both at
 * once on the cores that the server needs: under load they wait a moment for the trip before them. More in a trip
 * would cost PostgreSQL less, but leave it idle between two trips.
 */
const TIMETABLES: Readonly<Record<Lane, Timetable>> = {
  reads: { most: MAX_READS_PER_TRIP, crowd: Number.POSITIVE_INFINITY, patience: 0 },
  writes: { most: 10, crowd: 8, patience: 1 },
};

/**
 * Writes that travel together wait this long for a lock that another transaction holds. One that would wait
 * longer travels alone, so that it holds up nobody else.
 */
const limitWaiting: Call = {
  statement: pipelined('writes', 'limit_waiting', `select set_config('lock_timeout', '100ms', true)`),
  values: [],
};

/** Searches and counts have a shorter time limit than other statements (docs/contract.md, "Limits of a request"). */
export const SEARCH_TIMEOUT_MS = 1_000;

/** Holds until the end of the transaction, which is the search's. */
const limitSearch: Call = {
  statement: prepared(
    'limit_search',
    `select set_config('statement_timeout', '${SEARCH_TIMEOUT_MS}ms', true)`,
  ),
  values: [],
};

/** SQLSTATE of a statement that was canceled, by its time limit among others: its connection is as good as before. */
const CANCELED = '57014';

/** SQLSTATEs of statements that were in another's way: lock timeout, deadlock, serialization failure. */
const IN_THE_WAY = /^(?:55P03|40P01|40001)$/;

/** Somebody waits for the rows of a call. */
interface Request extends Call {
  readonly statement: PipelinedStatement<unknown>;
  resolve(rows: unknown[]): void;
  reject(error: unknown): void;
}

const { prepareValue } = (pg as unknown as { utils: { prepareValue(value: unknown): Call['values'][0] } })
  .utils;

/**
 * Lets statements that are sent at the same time share one round trip on one connection and, for writes, one
 * commit. Whoever is alone travels alone. Reads and writes never meet, so that no read sees what may yet be undone.
 *
 * When one of several fails, PostgreSQL undoes them all; the others are then sent again, each alone.
 */
export class Pipeline {
  /** Sizes of the batches that were sent. */
  readonly batchSizes: Readonly<Record<Lane, HistogramCounts>> = {
    reads: new HistogramCounts(BATCH_SIZES),
    writes: new HistogramCounts(BATCH_SIZES),
  };
  private readonly lanes: Readonly<Record<Lane, Departures<Request>>>;

  constructor(pool: Pool) {
    this.lanes = {
      reads: new Departures(TIMETABLES.reads, (requests, back) => {
        this.batchSizes.reads.observe(requests.length);
        send(pool, requests, back);
      }),
      writes: new Departures(TIMETABLES.writes, (requests, back) => {
        this.batchSizes.writes.observe(requests.length);
        send(pool, requests.sort(byRow), back);
      }),
    };
  }

  /** The rows of one statement, once they hold. Throws what the driver throws, and what the budget throws. */
  query<Row>(
    statement: PipelinedStatement<Row>,
    values: readonly unknown[],
    budget?: Call['budget'],
  ): Promise<Row[]> {
    return new Promise((resolve, reject) => {
      const request = { statement, values: values.map(prepareValue), budget, resolve, reject };
      this.lanes[statement.lane].join(request as Request);
    });
  }
}

/** The rows of a statement that has a connection to itself. Throws what the driver throws, and what the budget throws. */
export function queryAlone<Row>(
  pool: Pool,
  statement: Statement<Row>,
  values: readonly unknown[],
  budget?: Call['budget'],
): Promise<Row[]> {
  const call: Call = { statement, values: values.map(prepareValue), budget };
  const calls = statement.isSearch ? [limitSearch, call] : [call];
  return new Promise((resolve, reject) => {
    pool.connect((connectError, client, release) => {
      if (!client) return reject(connectError);
      const done = (outcome: Arrival | Failure) => {
        if ('error' in outcome) {
          const isCanceled = outcome.isUndone && (outcome.error as pg.DatabaseError).code === CANCELED;
          release(isCanceled ? undefined : outcome.error);
          return reject(outcome.error);
        }
        release();
        const answer = outcome.answers.at(-1) ?? [];
        return Array.isArray(answer) ? resolve(answer as Row[]) : reject(answer);
      };
      client.query(new RoundTrip(calls, done, true));
    });
  });
}

/**
 * Writes name the row that they lock by their first two values, GTIN and claim. All trips, and imports, lock in
 * this order, or two of them could wait for each other.
 */
function byRow({ values: [gtin, claim] }: Request, { values: [otherGtin, otherClaim] }: Request): number {
  return compare(gtin, otherGtin) || compare(claim, otherClaim);
}

function compare(one: Call['values'][0] | undefined, other: Call['values'][0] | undefined): number {
  const [text, otherText] = [String(one), String(other)];
  if (text === otherText) return 0;
  return text < otherText ? -1 : 1;
}

/** @param back hears when the trip is over. */
function send(pool: Pool, requests: readonly Request[], back: () => void): void {
  pool.connect((error, client, release) => {
    if (client) {
      const wanted = requests.filter(isWanted);
      if (wanted.length > 0) {
        client.query(roundTrip(pool, wanted, release, back));
      } else {
        release();
        back();
      }
      return;
    }
    back();
    for (const { reject } of requests) reject(error);
  });
}

/** Whether a statement still has a reader; one that has none is not sent. */
function isWanted({ budget, reject }: Request): boolean {
  try {
    budget?.requireReader();
    return true;
  } catch (error) {
    reject(error);
    return false;
  }
}

function roundTrip(
  pool: Pool,
  requests: readonly Request[],
  release: PoolClient['release'],
  back: () => void,
): RoundTrip {
  const limits = requests.length > 1 && requests[0]?.statement.lane === 'writes' ? [limitWaiting] : [];
  return new RoundTrip([...limits, ...requests], (outcome) => {
    back();
    if ('error' in outcome) {
      const cause = requests[outcome.succeeded - limits.length];
      for (const request of settle(requests, outcome, cause)) send(pool, [request], () => {});
      // As the driver's pool does after a failure of its own queries, which heals what a connection remembers.
      release(wasInTheWay(outcome) ? undefined : outcome.error);
      return;
    }
    for (const [i, { resolve, reject }] of requests.entries()) {
      const answer = outcome.answers[i + limits.length] ?? [];
      if (Array.isArray(answer)) resolve(answer);
      else reject(answer);
    }
    release();
  });
}

/**
 * Tells those who have to hear of a failure; gives the others, which can be sent again because it undid them.
 * The cause comes last, and only if it may succeed alone: whatever it waits for, the others do not.
 */
function settle(requests: readonly Request[], failure: Failure, cause: Request | undefined): Request[] {
  const { error, isUndone } = failure;
  if (requests.length === 1 || !isUndone) {
    for (const { reject } of requests) reject(error);
    return [];
  }
  const others = requests.filter((request) => request !== cause);
  if (cause && wasInTheWay(failure)) return [...others, cause];
  cause?.reject(error);
  return others;
}

function wasInTheWay({ error, isUndone }: Failure): boolean {
  return isUndone && IN_THE_WAY.test((error as pg.DatabaseError).code ?? '');
}
