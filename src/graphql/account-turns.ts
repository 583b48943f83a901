import { connectionClosed } from '../errors/connection-closed.js';
import type { Problem } from '../errors/problem.js';

/** Turns of the event loop in between: as many as a small query takes, so that one meets few large pieces of work. */
const TURNS_BETWEEN = 4;

/** How much work is let through. */
export interface TurnLimits {
  /** Weight that is let through in one turn of the event loop; the last piece may exceed it. */
  readonly maxWeight: number;
  /** Pieces of work in progress of those that are held, of all accounts together. One account has one. */
  readonly maxHeld?: number;
}

/** Work that waits. */
export interface WaitingWork {
  /** What it takes of the time of a turn. Read when it is let through, because it may have become less. */
  readonly weight: () => number;
  /** Whether the client has closed its connection, so that the answer has no reader. */
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
 * Work that takes long: little of it in one turn of the event loop, and the accounts that wait take turns, so that
 * nothing waits for all work of another account. Callers bound how many wait.
 */
export class AccountTurns {
  /** By account; the account whose turn comes next is first. */
  private readonly queues = new Map<string, Waiting[]>();
  /** Accounts with held work in progress. */
  private readonly holders = new Set<string>();
  private isScheduled = false;

  constructor(private readonly limits: TurnLimits) {}

  /** Resolves when the account may do its work. Throws a 400 when its client has gone meanwhile. */
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

  /** To be called once when held work of the account is done, whether it succeeded or not. */
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
    // Whether all that are left wait for a release, which schedules the next turn.
    let isBlocked = true;
    // An account that is put back is met again at the end, where the weight or its next work ends the loop.
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

/** The first of the queue whose client still waits; those before it are refused. It stays in the queue. */
function firstWaiting(queue: Waiting[]): Waiting | undefined {
  for (let first = queue[0]; first; first = queue[0]) {
    if (!first.work.isAbandoned()) return first;
    queue.shift();
    first.refuse(connectionClosed());
  }
  return undefined;
}
