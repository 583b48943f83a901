import type { DatabaseError, PoolClient } from 'pg';
import { HistogramCounts } from '../../observability/histogram-counts.js';
import type { Connected } from '../connections.js';
import type { DatabaseAccess } from '../database-access.js';
import { prepareValue } from '../prepare-value.js';
import { isReadOnlyRefusal } from '../read-only-state.js';
import { type Lane, type PipelinedStatement, pipelined } from '../statement.js';
import { Departures, type Timetable } from './batcher.js';
import { LockQueue, type LockQueueLimits } from './lock-queue.js';
import { LOST_AFTER_MS } from './lost-statements.js';
import type { Arrival, Call, Failure } from './pipelined-query.js';

/** Reads that share a round trip at most. */
export const MAX_READS_PER_TRIP = 8;

/** Writes that share a round trip at most. */
export const MAX_WRITES_PER_TRIP = 10;

/** Bounds of the sizes of batches, as they are measured. */
const BATCH_SIZES = [1, 2, 4, 6, 8, 10];

/**
 * Reads leave at the end of their turn. Of writes a second trip costs another commit, and PostgreSQL runs both at
 * once on the cores that the server needs: under load they wait a moment for the trip before them. More in a trip
 * would cost PostgreSQL less, but leave it idle between two trips.
 */
const TIMETABLES: Readonly<Record<Lane, Timetable>> = {
  reads: { most: MAX_READS_PER_TRIP, crowd: Number.POSITIVE_INFINITY, patience: 0 },
  writes: { most: MAX_WRITES_PER_TRIP, crowd: 8, patience: 1 },
};

/**
 * Writes wait this long for a lock that another transaction holds, so that one of them does not hold up the others. One that
 * would wait longer goes to the queue of those that wait for locks.
 */
const FIRST_WAIT: LockWait = { ms: 100, isLast: false };

const setLockTimeout = pipelined('writes', 'limit_waiting', `select set_config('lock_timeout', $1, true)`);

/** A statement may wait for several locks, one after the other, and each for the whole time of a lock timeout. */
const setTimeouts = pipelined(
  'writes',
  'limit_last_wait',
  `select set_config('lock_timeout', $1, true), set_config('statement_timeout', $1, true)`,
);

/** Holds until the end of the transaction, which is that of the statements behind it. */
const limitWaiting = ({ ms, isLast }: LockWait): Call => ({
  statement: isLast ? setTimeouts : setLockTimeout,
  values: [`${ms}ms`],
});

/** SQLSTATE of a statement that has waited for a lock for as long as it may. */
const LOCK_TIMEOUT = '55P03';

/** SQLSTATEs of a statement that has waited for locks for as long as it may, for one or for all together. */
const WAITED_TOO_LONG: readonly unknown[] = [LOCK_TIMEOUT, '57014'];

/** SQLSTATEs of statements that were in another's way: lock timeout, deadlock, serialization failure. */
const IN_THE_WAY = /^(?:55P03|40P01|40001)$/;

/** Somebody waits for the rows of a call. */
interface Request extends Call {
  readonly statement: PipelinedStatement<unknown>;
  /** When it was asked for, by `performance.now()`. */
  readonly since: number;
  resolve(rows: unknown[]): void;
  reject(error: unknown): void;
}

/** How long writes may wait for locks, and whether they may wait once more. */
interface LockWait {
  readonly ms: number;
  readonly isLast: boolean;
}

/**
 * Lets statements that are sent at the same time share one round trip on one connection and, for writes, one
 * commit. Reads and writes never meet, so that no read sees what may yet be undone.
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
  private readonly lockQueue: LockQueue<Request>;

  constructor(
    private readonly access: DatabaseAccess,
    locks: LockQueueLimits,
  ) {
    this.lanes = {
      reads: new Departures(TIMETABLES.reads, (requests, back) => {
        this.batchSizes.reads.observe(requests.length);
        this.send(requests, back, undefined);
      }),
      writes: new Departures(TIMETABLES.writes, (requests, back) => {
        this.batchSizes.writes.observe(requests.length);
        this.sendWrites(requests.sort(byRow), back);
      }),
    };
    this.lockQueue = new LockQueue(
      locks,
      (requests, leftMs, ended) => this.send(requests, ended, { ms: leftMs, isLast: true }),
      ({ reject }) => reject(new LockTimeout()),
    );
  }

  /** The rows of one statement, once they hold. Throws what the driver throws, and what the budget throws. */
  query<Row>(
    statement: PipelinedStatement<Row>,
    values: readonly unknown[],
    budget?: Call['budget'],
  ): Promise<Row[]> {
    return new Promise((resolve, reject) => {
      const since = performance.now();
      const request = {
        statement,
        values: values.map(prepareValue),
        budget,
        since,
        resolve,
        reject,
      } as Request;
      const row = rowOf(request);
      if (row !== undefined && this.lockQueue.isWaitedFor(row)) this.lockQueue.add(row, request, since);
      else this.lanes[statement.lane].join(request);
    });
  }

  /** Sends writes, one of them alone without another limit than its connection's as long as there is a place for it. */
  private sendWrites(requests: readonly Request[], back: () => void): void {
    const [first, second] = requests;
    const row = first && !second ? rowOf(first) : undefined;
    const leave = row === undefined ? undefined : this.lockQueue.takePlace(row);
    if (leave === undefined) {
      this.send(requests, back, FIRST_WAIT);
      return;
    }
    const returned = () => {
      leave();
      back();
    };
    this.send(requests, returned, undefined);
  }

  /**
   * @param back hears when the batch has been answered, and which of those that wait for a lock are to wait on.
   * @param lockWait how long writes may wait for locks; undefined: as long as the connection's setting says.
   */
  private send(requests: readonly Request[], back: Back, lockWait: LockWait | undefined): void {
    const { connections, refused, transmit } = this.access;
    const taken: Connected = (error, client, release) => {
      if (client) {
        const wanted = requests.filter(isWanted);
        if (wanted.length > 0) {
          const limits = lockWait === undefined ? [] : [limitWaiting(lockWait)];
          const batch = { requests: wanted, lockWait, back, release };
          const done = (outcome: Arrival | Failure) => this.settleBatch(batch, limits.length, outcome);
          transmit(client, { calls: [...limits, ...wanted], withinMs: LOST_AFTER_MS, done });
        } else {
          release();
          back([]);
        }
        return;
      }
      if (refused.wait(error, taken)) return;
      back([]);
      for (const { reject } of requests) reject(error);
    };
    connections.connect(taken);
  }

  /** @param limits how many statements stood before those of the batch. */
  private settleBatch(
    { requests, lockWait, back, release }: Batch,
    limits: number,
    outcome: Arrival | Failure,
  ): void {
    if ('error' in outcome) {
      back(this.settle(requests, outcome, requests[outcome.succeeded - limits], lockWait));
      // As the driver's pool does after a failure of its own queries, which heals what a connection remembers.
      release(wasInTheWay(outcome) || hasWaitedTooLong(outcome, lockWait) ? undefined : outcome.error);
      return;
    }
    back([]);
    for (const [i, { resolve, reject }] of requests.entries()) {
      const answer = outcome.answers[i + limits] ?? [];
      if (Array.isArray(answer)) resolve(answer);
      else reject(answer);
    }
    release();
  }

  /**
   * Tells those who have to hear of a failure, and sends the others again, because it undid them. What was in another
   * transaction's way, with all that wants the same row, waits among those that wait for locks.
   *
   * @returns those of the queue of locks that are to wait on.
   */
  private settle(
    requests: readonly Request[],
    failure: Failure,
    cause: Request | undefined,
    lockWait: LockWait | undefined,
  ): readonly Request[] {
    if (failure.isUndone && cause && lockWait?.isLast) return unsettled(requests, failure, cause);
    const mayWait = wasInTheWay(failure) && lockWait !== undefined && cause && rowOf(cause);
    const isForAll = !failure.isUndone || isReadOnlyRefusal(failure.error);
    if (isForAll || (requests.length === 1 && !mayWait)) {
      for (const { reject } of requests) reject(failure.error);
      return [];
    }
    const row = cause && wasInTheWay(failure) ? rowOf(cause) : undefined;
    for (const request of requests) {
      if (row !== undefined && rowOf(request) === row) this.lockQueue.add(row, request, request.since);
      else if (request === cause && !wasInTheWay(failure)) request.reject(failure.error);
      else this.send([request], () => {}, request.statement.lane === 'writes' ? FIRST_WAIT : undefined);
    }
    return [];
  }
}

type Back = (unsettled: readonly Request[]) => void;

/** Statements on their way together. */
interface Batch {
  readonly requests: readonly Request[];
  readonly lockWait: LockWait | undefined;
  readonly back: Back;
  readonly release: PoolClient['release'];
}

/** Those of a row's writes that are to wait on: all after a lock timeout, or all but the one that failed. */
function unsettled(requests: readonly Request[], { error }: Failure, cause: Request): readonly Request[] {
  if (WAITED_TOO_LONG.includes((error as DatabaseError).code)) return requests;
  cause.reject(error);
  return requests.filter((request) => request !== cause);
}

/** What a write is told that has waited for a lock for as long as it may, in PostgreSQL's words and SQLSTATE. */
class LockTimeout extends Error {
  readonly code = LOCK_TIMEOUT;

  constructor() {
    super('canceling statement due to lock timeout');
  }
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

/** The row that a write locks; undefined for a read. */
function rowOf({ statement, values }: Request): string | undefined {
  return statement.lane === 'writes' ? `${values[0]} ${values[1]}` : undefined;
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

/** Whether a write's last wait for locks has ended, which says nothing against its connection. */
function hasWaitedTooLong({ error }: Failure, lockWait: LockWait | undefined): boolean {
  return lockWait?.isLast === true && WAITED_TOO_LONG.includes((error as DatabaseError).code);
}

function wasInTheWay({ error, isUndone }: Failure): boolean {
  return isUndone && IN_THE_WAY.test((error as DatabaseError).code ?? '');
}
