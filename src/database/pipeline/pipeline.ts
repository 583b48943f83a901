import type { DatabaseError, PoolClient } from 'pg';
import { HistogramCounts } from '../../observability/histogram-counts.js';
import type { Connected } from '../connections.js';
import type { DatabaseAccess } from '../database-access.js';
import { prepareValue } from '../prepare-value.js';
import { isReadOnlyRefusal } from '../read-only-state.js';
import { type BatchQueue, type PipelinedStatement, pipelined } from '../statement.js';
import { Batcher, type BatchLimits } from './batcher.js';
import { LockQueue, type LockQueueLimits } from './lock-queue.js';
import type { BoundStatement, Failed, Outcome } from './pipelined-query.js';

/** Maximum reads of a batch. */
export const MAX_READS_PER_BATCH = 8;

/** Maximum writes of a batch. */
export const MAX_WRITES_PER_BATCH = 10;

/** Bounds of the sizes of batches, as they are measured. */
const BATCH_SIZES = [1, 2, 4, 6, 8, 10];

/**
 * Reads are dispatched at the end of their turn. A second batch of writes costs another commit, and PostgreSQL runs both at
 * once on the cores that the server needs: under load a batch is held until the one before it returns. Larger batches
 * would cost PostgreSQL less, but leave it idle between two of them.
 */
const BATCH_LIMITS: Readonly<Record<BatchQueue, BatchLimits>> = {
  reads: { maxSize: MAX_READS_PER_BATCH, holdThreshold: Number.POSITIVE_INFINITY, maxWaitMs: 0 },
  writes: { maxSize: MAX_WRITES_PER_BATCH, holdThreshold: 8, maxWaitMs: 1 },
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

/** Valid until the end of the transaction, which the following statements share. */
const limitWaiting = ({ ms, isLast }: LockWait): BoundStatement => ({
  statement: isLast ? setTimeouts : setLockTimeout,
  values: [`${ms}ms`],
});

/** SQLSTATE of a statement that has waited for a lock for as long as it may. */
const LOCK_TIMEOUT = '55P03';

/** SQLSTATEs of a statement that has waited for locks for as long as it may, for one or for all together. */
const WAITED_TOO_LONG: readonly unknown[] = [LOCK_TIMEOUT, '57014'];

/** SQLSTATEs of statements that were in another's way: lock timeout, deadlock, serialization failure. */
const IN_THE_WAY = /^(?:55P03|40P01|40001)$/;

/** A queued statement and its promise. */
interface Request extends BoundStatement {
  readonly statement: PipelinedStatement<unknown>;
  /** When it was queued, by `performance.now()`. */
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
 * Sends statements that are queued at the same time as one batch on one connection, writes in one commit. Reads and writes
 * are never in one batch, so that no read sees what may yet be rolled back.
 *
 * When one statement of a batch fails, PostgreSQL rolls all of them back; the others are then retried, each alone.
 */
export class Pipeline {
  /** Sizes of the batches that were sent. */
  readonly batchSizes: Readonly<Record<BatchQueue, HistogramCounts>> = {
    reads: new HistogramCounts(BATCH_SIZES),
    writes: new HistogramCounts(BATCH_SIZES),
  };
  private readonly queues: Readonly<Record<BatchQueue, Batcher<Request>>>;
  private readonly lockQueue: LockQueue<Request>;

  constructor(
    private readonly access: DatabaseAccess,
    locks: LockQueueLimits,
  ) {
    this.queues = {
      reads: new Batcher(BATCH_LIMITS.reads, (requests, returned) => {
        this.batchSizes.reads.observe(requests.length);
        this.send(requests, returned, undefined);
      }),
      writes: new Batcher(BATCH_LIMITS.writes, (requests, returned) => {
        this.batchSizes.writes.observe(requests.length);
        this.sendWrites(requests.sort(byLockKey), returned);
      }),
    };
    this.lockQueue = new LockQueue(
      locks,
      (requests, leftMs, ended) => this.send(requests, ended, { ms: leftMs, isLast: true }),
      ({ reject }) => reject(new LockTimeout()),
    );
  }

  /** The rows of one statement, once it is committed. Throws the errors of the driver and of the budget. */
  query<Row>(
    statement: PipelinedStatement<Row>,
    values: readonly unknown[],
    budget?: BoundStatement['budget'],
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
      else this.queues[statement.queue].enqueue(request);
    });
  }

  /** Sends writes, one of them alone without another limit than its connection's as long as there is a place for it. */
  private sendWrites(requests: readonly Request[], done: () => void): void {
    const [first, second] = requests;
    const row = first && !second ? rowOf(first) : undefined;
    const leave = row === undefined ? undefined : this.lockQueue.takePlace(row);
    if (leave === undefined) {
      this.send(requests, done, FIRST_WAIT);
      return;
    }
    const returned = () => {
      leave();
      done();
    };
    this.send(requests, returned, undefined);
  }

  /**
   * @param returned is called when the batch is complete, with those that are to go on waiting for a lock.
   * @param lockWait how long writes may wait for locks; undefined: as the connection's setting.
   */
  private send(requests: readonly Request[], returned: Returned, lockWait: LockWait | undefined): void {
    const { connections, refused, transmit, answerWithinMs } = this.access;
    const taken: Connected = (error, client, release) => {
      if (client) {
        const wanted = requests.filter(isWanted);
        if (wanted.length > 0) {
          const limits = lockWait === undefined ? [] : [limitWaiting(lockWait)];
          const batch = { requests: wanted, lockWait, returned, release };
          const done = (outcome: Outcome) => this.settleBatch(batch, limits.length, outcome);
          transmit(client, { statements: [...limits, ...wanted], withinMs: answerWithinMs, done });
        } else {
          release();
          returned([]);
        }
        return;
      }
      if (refused.wait(error, taken)) return;
      returned([]);
      for (const { reject } of requests) reject(error);
    };
    connections.connect(taken);
  }

  /** @param limits how many statements stood before those of the batch. */
  private settleBatch(
    { requests, lockWait, returned, release }: Batch,
    limits: number,
    outcome: Outcome,
  ): void {
    if ('error' in outcome) {
      returned(this.settle(requests, outcome, requests[outcome.succeeded - limits], lockWait));
      // As the driver's pool does after a failure of its own queries, which resets the state of a connection.
      release(wasInTheWay(outcome) || hasWaitedTooLong(outcome, lockWait) ? undefined : outcome.error);
      return;
    }
    returned([]);
    for (const [i, { resolve, reject }] of requests.entries()) {
      const result = outcome.results[i + limits] ?? [];
      if (Array.isArray(result)) resolve(result);
      else reject(result);
    }
    release();
  }

  /**
   * Rejects the statements that the failure concerns, and retries the others, which it rolled back. A statement that waited
   * for another transaction, and all that lock the same row, go to the queue of those that wait for locks.
   *
   * @returns those of the lock queue that are to go on waiting.
   */
  private settle(
    requests: readonly Request[],
    failure: Failed,
    cause: Request | undefined,
    lockWait: LockWait | undefined,
  ): readonly Request[] {
    if (failure.isRolledBack && cause && lockWait?.isLast) return unsettled(requests, failure, cause);
    const mayWait = wasInTheWay(failure) && lockWait !== undefined && cause && rowOf(cause);
    const isForAll = !failure.isRolledBack || isReadOnlyRefusal(failure.error);
    if (isForAll || (requests.length === 1 && !mayWait)) {
      for (const { reject } of requests) reject(failure.error);
      return [];
    }
    const row = cause && wasInTheWay(failure) ? rowOf(cause) : undefined;
    for (const request of requests) {
      if (row !== undefined && rowOf(request) === row) this.lockQueue.add(row, request, request.since);
      else if (request === cause && !wasInTheWay(failure)) request.reject(failure.error);
      else this.send([request], () => {}, request.statement.queue === 'writes' ? FIRST_WAIT : undefined);
    }
    return [];
  }
}

type Returned = (unsettled: readonly Request[]) => void;

/** Statements in flight together. */
interface Batch {
  readonly requests: readonly Request[];
  readonly lockWait: LockWait | undefined;
  readonly returned: Returned;
  readonly release: PoolClient['release'];
}

/** Those of a row's writes that are to wait on: all after a lock timeout, or all but the one that failed. */
function unsettled(requests: readonly Request[], { error }: Failed, cause: Request): readonly Request[] {
  if (WAITED_TOO_LONG.includes((error as DatabaseError).code)) return requests;
  cause.reject(error);
  return requests.filter((request) => request !== cause);
}

/** The error of a write that has waited for a lock for as long as it may, with PostgreSQL's message and SQLSTATE. */
class LockTimeout extends Error {
  readonly code = LOCK_TIMEOUT;

  constructor() {
    super('canceling statement due to lock timeout');
  }
}

/** The order in which rows are locked by all batches and imports: in another one, two of them could deadlock. */
function byLockKey(one: Request, other: Request): number {
  const length = Math.max(one.statement.lockKeyLength, other.statement.lockKeyLength);
  for (let i = 0; i < length; i++) {
    const order = compare(one.values[i], other.values[i]);
    if (order !== 0) return order;
  }
  return 0;
}

function compare(
  one: BoundStatement['values'][0] | undefined,
  other: BoundStatement['values'][0] | undefined,
): number {
  const [text, otherText] = [String(one), String(other)];
  if (text === otherText) return 0;
  return text < otherText ? -1 : 1;
}

/** The row that a write locks; undefined for a read. */
function rowOf({ statement, values }: Request): string | undefined {
  const { lockKeyLength } = statement;
  return lockKeyLength > 0 ? values.slice(0, lockKeyLength).join(' ') : undefined;
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

/** Whether a write's last wait for locks has ended, which does not make its connection suspicious. */
function hasWaitedTooLong({ error }: Failed, lockWait: LockWait | undefined): boolean {
  return lockWait?.isLast === true && WAITED_TOO_LONG.includes((error as DatabaseError).code);
}

function wasInTheWay({ error, isRolledBack }: Failed): boolean {
  return isRolledBack && IN_THE_WAY.test((error as DatabaseError).code ?? '');
}
