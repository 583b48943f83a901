import { Problem } from '../errors/problem.js';

/** Limits of statements that have a connection to themselves (docs/contract.md, "Limits of a request"). */
export interface AdmissionLimits {
  /** In flight for one request. */
  readonly perRequest: number;
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
  /** The request, by identity. */
  readonly request: object;
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
 * share of the pool. Statements that have to wait are admitted in the order in which they came, apart from those
 * whose own limit is still reached.
 */
export class StatementAdmission {
  private readonly inFlight = new Map<object | string, number>();
  private readonly waiting = new Map<string, number>();
  private readonly queue = new Set<Queued>();

  constructor(private readonly limits: AdmissionLimits) {}

  /** Statements that wait. */
  get queued(): number {
    return this.queue.size;
  }

  /** Runs `work` once it is admitted. Throws a 503 problem when the account's queue is full or the wait too long. */
  async run<Result>(admitted: Admitted, work: () => Promise<Result>): Promise<Result> {
    if (this.hasRoom(admitted)) this.move(admitted, 1);
    else await this.enqueue(admitted);
    try {
      return await work();
    } finally {
      this.move(admitted, -1);
      if (this.queue.size > 0) this.admitQueued();
    }
  }

  private hasRoom({ request, account, isSearch }: Admitted): boolean {
    const { perRequest, perAccount, searches, searchesPerAccount } = this.limits;
    return (
      this.count(request) < perRequest &&
      this.count(account) < perAccount &&
      (!isSearch || (this.count(SEARCHES) < searches && this.count(searchesOf(account)) < searchesPerAccount))
    );
  }

  private count(holder: object | string): number {
    return this.inFlight.get(holder) ?? 0;
  }

  private move({ request, account, isSearch }: Admitted, step: 1 | -1): void {
    const holders = isSearch ? [request, account, SEARCHES, searchesOf(account)] : [request, account];
    for (const holder of holders) add(this.inFlight, holder, step);
  }

  private enqueue(admitted: Admitted): Promise<void> {
    const { queuedPerAccount, waitMs } = this.limits;
    const { account } = admitted;
    if ((this.waiting.get(account) ?? 0) >= queuedPerAccount) throw overloaded();
    add(this.waiting, account, 1);
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        this.dequeue(queued);
        reject(overloaded());
      }, waitMs);
      const queued: Queued = { admitted, timer, resolve };
      this.queue.add(queued);
    });
  }

  private admitQueued(): void {
    for (const queued of this.queue) {
      if (!this.hasRoom(queued.admitted)) continue;
      this.dequeue(queued);
      this.move(queued.admitted, 1);
      queued.resolve();
    }
  }

  private dequeue(queued: Queued): void {
    clearTimeout(queued.timer);
    this.queue.delete(queued);
    add(this.waiting, queued.admitted.account, -1);
  }
}

const SEARCHES = 'searches';

const searchesOf = (account: string) => `searches ${account}`;

function add<Key>(counts: Map<Key, number>, key: Key, step: 1 | -1): void {
  const count = (counts.get(key) ?? 0) + step;
  if (count > 0) counts.set(key, count);
  else counts.delete(key);
}

function overloaded(): Problem {
  return new Problem('service_unavailable', 'Too many statements of this account are waiting.', {
    retryAfter: 1,
    headers: { 'retry-after': '1' },
  });
}
