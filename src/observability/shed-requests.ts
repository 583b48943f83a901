/** Why a request was refused with a 503. A fixed set, because each is a time series. */
export const shedReasons = [
  /** PostgreSQL is unreachable, overloaded or too slow, or no connection was free in time. */
  'database',
  /** A search or count ran into its time limit. */
  'search_timeout',
  /** The account's queue of statements was full, or the wait in it too long. */
  'statement_queue',
  /** The rows of all requests took too much memory. */
  'row_memory',
  /** Bodies, documents or unread responses in flight took too much memory. */
  'bodies',
  'documents',
  'responses',
  /** The keys of the token issuer cannot be read. */
  'issuer_keys',
  /** The response was not ready in time. */
  'answer_time',
  /** Too many requests waited for events. */
  'waits',
  /** The process has more requests in progress than it can complete in time. */
  'overload',
] as const;

export type ShedReason = (typeof shedReasons)[number];

/** Counts `service_unavailable` problems where they are made: plain numbers, read when metrics are scraped. */
class ShedRequests {
  private readonly counts = new Map<ShedReason, number>(shedReasons.map((reason) => [reason, 0]));

  inc({ reason }: { readonly reason: ShedReason }): void {
    this.counts.set(reason, (this.counts.get(reason) ?? 0) + 1);
  }

  /** All reasons with their counts since the process began. */
  entries(): Iterable<readonly [ShedReason, number]> {
    return this.counts;
  }
}

/** One instance per process, because the layers that create problems share no other object. */
export const shedRequests = new ShedRequests();
