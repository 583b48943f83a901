import { Problem } from '../errors/problem.js';
import { shedRequests } from '../observability/shed-requests.js';
import { type AccountCounter, AccountCounters } from './account-counters.js';

/** Limits of statements that have a connection to themselves (docs/contract.md, "Limits of a request"). */
export interface AdmissionLimits {
  /** In flight for one request, if that has a limit of its own. */
  readonly perRequest?: number;
  /** In flight for one account, all of its requests together. */
  readonly perAccount: number;
  /** Searches and counts in flight for all accounts. */
  readonly searches: number;
  /** Searches and counts in flight for one account. */
  readonly searchesPerAccount: number;
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
  readonly isSearch: boolean;
}

interface Queued {
  readonly admitted: Admitted;
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
  private readonly searches = new AccountCounters();
  private allSearches = 0;
  /** By account; the account whose turn comes next is first. */
  private readonly queues = new Map<string, Queued[]>();

  constructor(private readonly limits: AdmissionLimits) {}

  /** Statements that wait. */
  get queued(): number {
    return [...this.queues.values()].reduce((sum, queue) => sum + queue.length, 0);
  }

  /** Runs `work` once it is admitted. Throws a 503 problem when the account's queue is full or the wait too long. */
  async run<Result>(admitted: Admitted, work: () => Promise<Result>): Promise<Result> {
    const statements = this.statements.of(admitted.account);
    if (this.hasRoom(admitted, statements)) this.move(admitted, statements, 1);
    else await this.enqueue(admitted);
    try {
      return await work();
    } finally {
      this.move(admitted, statements, -1);
      if (this.queues.size > 0) this.admitQueued();
    }
  }

  private hasRoom({ request, account, isSearch }: Admitted, statements: AccountCounter): boolean {
    const { perRequest = Number.POSITIVE_INFINITY, perAccount, searches, searchesPerAccount } = this.limits;
    return (
      request.statementsInFlight < perRequest &&
      statements.count < perAccount &&
      (!isSearch || (this.allSearches < searches && this.searches.of(account).count < searchesPerAccount))
    );
  }

  private move({ request, account, isSearch }: Admitted, statements: AccountCounter, step: 1 | -1): void {
    if (this.limits.perRequest !== undefined) request.statementsInFlight += step;
    statements.count += step;
    if (!isSearch) return;
    this.allSearches += step;
    this.searches.of(account).count += step;
  }

  private enqueue(admitted: Admitted): Promise<void> {
    const { queuedPerAccount, waitMs } = this.limits;
    const queue = this.queues.get(admitted.account) ?? [];
    if (queue.length >= queuedPerAccount) throw overloaded();
    this.queues.set(admitted.account, queue);
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        queue.splice(queue.indexOf(queued), 1);
        if (queue.length === 0) this.queues.delete(admitted.account);
        reject(overloaded());
      }, waitMs);
      const queued: Queued = { admitted, timer, resolve };
      queue.push(queued);
    });
  }

  private admitQueued(): void {
    // A snapshot, because accounts that were served go to the end.
    for (const [account, queue] of [...this.queues]) {
      const statements = this.statements.of(account);
      const place = queue.findIndex(({ admitted }) => this.hasRoom(admitted, statements));
      const [queued] = place < 0 ? [] : queue.splice(place, 1);
      if (!queued) continue;
      this.queues.delete(account);
      if (queue.length > 0) this.queues.set(account, queue);
      clearTimeout(queued.timer);
      this.move(queued.admitted, statements, 1);
      queued.resolve();
    }
  }
}

function overloaded(): Problem {
  shedRequests.inc({ reason: 'statement_queue' });
  return new Problem('service_unavailable', 'Too many statements of this account are waiting.');
}
