import { Problem } from '../errors/problem.js';
import { shedRequests } from '../observability/shed-requests.js';
import { type AccountCounter, AccountCounters } from './account-counters.js';

/**
 * What a statement has to itself beside its connection: searches and counts the time of the database, large rows the
 * processor of this process, which reads them, and batches of writes both time and locks, for which others wait.
 */
export type LimitedKind = 'searches' | 'largeRows' | 'batches';

/** Limits of statements that have a connection to themselves (docs/contract.md, "Limits of a request"). */
export interface AdmissionLimits {
  /** In flight for one request, if that has a limit of its own. */
  readonly perRequest?: number;
  /** In flight for one account, all of its requests together. */
  readonly perAccount: number;
  /** Those of a kind of which few may be in flight. */
  readonly byKind: Readonly<Record<LimitedKind, { readonly total: number; readonly perAccount: number }>>;
  /** Statements of one account that wait. */
  readonly queuedPerAccount: number;
  /** Milliseconds that a statement waits at most. */
  readonly waitMs: number;
}

/** Whose statement it is. */
export interface Admitted {
  /** The request, on which its statements in flight are counted. */
  readonly request: { statementsInFlight: number };
  /** Name of its quota account. */
  readonly account: string;
  readonly kinds: readonly LimitedKind[];
}

/** Statements of a kind that are in flight. */
interface KindInFlight {
  total: number;
  readonly accounts: AccountCounters;
}

/** An admitted statement with the counters of its account, which it keeps until it has ended. */
export interface Admission {
  readonly admitted: Admitted;
  readonly statements: AccountCounter;
  readonly kinds: readonly { readonly kind: LimitedKind; readonly ofAccount: AccountCounter }[];
}

const UNLIMITED: Admission['kinds'] = [];

interface Queued {
  readonly admission: Admission;
  readonly timer: NodeJS.Timeout;
  resolve(): void;
}

/**
 * Decides when a statement may ask for a connection, so that one request or one account never holds more than its
 * share of the pool. Accounts that wait take turns, so that none waits for the whole queue of another; the statements
 * of one account are admitted in the order in which they came, apart from those whose own limit is still reached.
 */
export class StatementAdmission {
  private readonly statements = new AccountCounters();
  private readonly kinds: Readonly<Record<LimitedKind, KindInFlight>> = {
    searches: { total: 0, accounts: new AccountCounters() },
    largeRows: { total: 0, accounts: new AccountCounters() },
    batches: { total: 0, accounts: new AccountCounters() },
  };
  /** By account; the account whose turn comes next is first. */
  private readonly queues = new Map<string, Queued[]>();

  constructor(private readonly limits: AdmissionLimits) {}

  /** Statements that wait. */
  get queued(): number {
    return [...this.queues.values()].reduce((sum, queue) => sum + queue.length, 0);
  }

  /** Runs `work` once it is admitted. Throws as `admit`. */
  async run<Result>(admitted: Admitted, work: () => Promise<Result>): Promise<Result> {
    const place = this.admit(admitted);
    const admission = place instanceof Promise ? await place : place;
    try {
      return await work();
    } finally {
      this.end(admission);
    }
  }

  /**
   * Admits a statement, mostly at once, without a promise. The caller passes the admission to `end` when the statement
   * has ended. Throws, or rejects with, a 503 problem when the account's queue is full or the wait too long.
   */
  admit(admitted: Admitted): Admission | Promise<Admission> {
    const { account, kinds } = admitted;
    const admission: Admission = {
      admitted,
      statements: this.statements.of(account),
      kinds:
        kinds.length === 0
          ? UNLIMITED
          : kinds.map((kind) => ({ kind, ofAccount: this.kinds[kind].accounts.of(account) })),
    };
    if (!this.isWithinLimits(admission)) return this.enqueue(admission);
    this.move(admission, 1);
    return admission;
  }

  /** Passes the place of a statement to the next one. */
  end(admission: Admission): void {
    this.move(admission, -1);
    if (this.queues.size > 0) this.admitQueued();
  }

  private isWithinLimits({ admitted: { request }, statements, kinds }: Admission): boolean {
    const { perRequest = Number.POSITIVE_INFINITY, perAccount, byKind } = this.limits;
    return (
      request.statementsInFlight < perRequest &&
      statements.count < perAccount &&
      kinds.every(
        ({ kind, ofAccount }) =>
          this.kinds[kind].total < byKind[kind].total && ofAccount.count < byKind[kind].perAccount,
      )
    );
  }

  private move({ admitted: { request }, statements, kinds }: Admission, step: 1 | -1): void {
    if (this.limits.perRequest !== undefined) request.statementsInFlight += step;
    statements.count += step;
    for (const { kind, ofAccount } of kinds) {
      this.kinds[kind].total += step;
      ofAccount.count += step;
    }
  }

  private enqueue(admission: Admission): Promise<Admission> {
    const { account } = admission.admitted;
    const { queuedPerAccount, waitMs } = this.limits;
    const queue = this.queues.get(account) ?? [];
    if (queue.length >= queuedPerAccount) throw overloaded();
    this.queues.set(account, queue);
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        queue.splice(queue.indexOf(queued), 1);
        if (queue.length === 0) this.queues.delete(account);
        reject(overloaded());
      }, waitMs);
      const queued: Queued = { admission, timer, resolve: () => resolve(admission) };
      queue.push(queued);
    });
  }

  private admitQueued(): void {
    // A snapshot, because accounts that were served go to the end.
    for (const [account, queue] of [...this.queues]) {
      const place = queue.findIndex(({ admission }) => this.isWithinLimits(admission));
      const [queued] = place < 0 ? [] : queue.splice(place, 1);
      if (!queued) continue;
      this.queues.delete(account);
      if (queue.length > 0) this.queues.set(account, queue);
      clearTimeout(queued.timer);
      this.move(queued.admission, 1);
      queued.resolve();
    }
  }
}

function overloaded(): Problem {
  shedRequests.inc({ reason: 'statement_queue' });
  return new Problem('service_unavailable', 'Too many statements of this account are waiting.');
}
