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

/** A statement with the counters of its account, which it keeps until it has ended. */
interface Counted {
  readonly admitted: Admitted;
  readonly statements: AccountCounter;
  readonly searches: AccountCounter | undefined;
}

interface Queued {
  readonly counted: Counted;
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
    const { account, isSearch } = admitted;
    const counted: Counted = {
      admitted,
      statements: this.statements.of(account),
      searches: isSearch ? this.searches.of(account) : undefined,
    };
    if (this.isWithinLimits(counted)) this.move(counted, 1);
    else await this.enqueue(counted);
    try {
      return await work();
    } finally {
      this.move(counted, -1);
      if (this.queues.size > 0) this.admitQueued();
    }
  }

  private isWithinLimits({ admitted: { request }, statements, searches }: Counted): boolean {
    const { limits } = this;
    return (
      request.statementsInFlight < (limits.perRequest ?? Number.POSITIVE_INFINITY) &&
      statements.count < limits.perAccount &&
      (!searches || (this.allSearches < limits.searches && searches.count < limits.searchesPerAccount))
    );
  }

  private move({ admitted: { request }, statements, searches }: Counted, step: 1 | -1): void {
    if (this.limits.perRequest !== undefined) request.statementsInFlight += step;
    statements.count += step;
    if (!searches) return;
    this.allSearches += step;
    searches.count += step;
  }

  private enqueue(counted: Counted): Promise<void> {
    const { account } = counted.admitted;
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
      const queued: Queued = { counted, timer, resolve };
      queue.push(queued);
    });
  }

  private admitQueued(): void {
    // A snapshot, because accounts that were served go to the end.
    for (const [account, queue] of [...this.queues]) {
      const place = queue.findIndex(({ counted }) => this.isWithinLimits(counted));
      const [queued] = place < 0 ? [] : queue.splice(place, 1);
      if (!queued) continue;
      this.queues.delete(account);
      if (queue.length > 0) this.queues.set(account, queue);
      clearTimeout(queued.timer);
      this.move(queued.counted, 1);
      queued.resolve();
    }
  }
}

function overloaded(): Problem {
  shedRequests.inc({ reason: 'statement_queue' });
  return new Problem('service_unavailable', 'Too many statements of this account are waiting.');
}
