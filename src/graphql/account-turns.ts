import { connectionClosed } from '../errors/connection-closed.js';
import type { Problem } from '../errors/problem.js';

/**
 * Turns of the event loop between two starts: as many as a small query takes, so that few large pieces of work delay
 * it.
 */
const TURNS_BETWEEN = 4;

/** Limits of started work. */
export interface TurnLimits {
  /** Weight that starts in one turn of the event loop; the last piece may exceed it. */
  readonly maxWeight: number;
  /** Maximum pieces of held work in progress, of all accounts together. One account has one. */
  readonly maxHeld?: number;
}

/** Queued work. */
export interface WaitingWork {
  /** Its part of a turn's time. Read when it starts, because it may have become less. */
  readonly weight: () => number;
  /** Whether the client has closed its connection. */
  readonly isAbandoned: () => boolean;
  /** Whether it counts as in progress until `release` is called. */
  readonly isHeld?: boolean;
}

interface Waiting {
  readonly work: WaitingWork;
  readonly proceed: () => void;
  readonly refuse: (problem: Problem) => void;
}

/**
 * Schedules long work: little in one turn of the event loop, in turns of the queued accounts, so that no account waits
 * for all work of another one. Callers limit the number of queued pieces.
 */
export class AccountTurns {
  /** By account; the next account is first. */
  private readonly queues = new Map<string, Waiting[]>();
  /** Accounts with held work in progress. */
  private readonly holders = new Set<string>();
  private isScheduled = false;

  constructor(private readonly limits: TurnLimits) {}

  /** Resolves when the work of the account may start. Throws a 400 if its client has closed its connection. */
  next(account: string, work: WaitingWork): Promise<void> {
    const queue = this.queues.get(account);
    const promise = new Promise<void>((proceed, refuse) => {
      const waiting = { work, proceed, refuse };
      if (queue) queue.push(waiting);
      else this.queues.set(account, [waiting]);
    });
    if (!this.isScheduled) this.schedule(1);
    return promise;
  }

  /** Releases held work of the account. The caller calls it once, whether the work succeeded or not. */
  release(account: string): void {
    this.holders.delete(account);
    if (!this.isScheduled && this.queues.size > 0) this.schedule(TURNS_BETWEEN);
  }

  private schedule(turns: number): void {
    this.isScheduled = true;
    setImmediate(() => (turns > 1 ? this.schedule(turns - 1) : this.letThrough()));
  }

  private letThrough(): void {
    let weight = 0;
    // Whether all others wait for a release, which schedules the next turn.
    let isBlocked = true;
    // An account that is put back is reached again at the end, where the weight or its next work ends the loop.
    for (const [account, queue] of this.queues) {
      const next = firstWaiting(queue);
      if (next && this.isBlocked(account, next)) continue;
      this.queues.delete(account);
      if (!next) continue;
      queue.shift();
      if (queue.length > 0) this.queues.set(account, queue);
      if (next.work.isHeld) this.holders.add(account);
      weight += next.work.weight();
      next.proceed();
      if (weight < this.limits.maxWeight) continue;
      isBlocked = false;
      break;
    }
    this.isScheduled = false;
    if (!isBlocked && this.queues.size > 0) this.schedule(TURNS_BETWEEN);
  }

  private isBlocked(account: string, { work }: Waiting): boolean {
    const { maxHeld = Number.POSITIVE_INFINITY } = this.limits;
    return work.isHeld === true && (this.holders.has(account) || this.holders.size >= maxHeld);
  }
}

/** Returns the first of the queue whose client is connected; those before it are refused. It stays in the queue. */
function firstWaiting(queue: Waiting[]): Waiting | undefined {
  for (let first = queue[0]; first; first = queue[0]) {
    if (!first.work.isAbandoned()) return first;
    queue.shift();
    first.refuse(connectionClosed());
  }
  return undefined;
}
