/** Time to live of a result, in milliseconds. Probes come every few seconds; `/readyz` is open to all. */
const RESULT_TTL_MS = 250;

/**
 * Timeout of a look-up, in milliseconds: probes have timeouts of a few seconds, after which they would not receive the
 * reason.
 */
const LOOK_UP_TIMEOUT_MS = 2_000;

/** The reason while a look-up takes longer than its timeout. */
const NO_ANSWER = 'database does not answer';

/** Whether the process is ready. Look-ups are shared and their results cached, so that many probes cause few. */
export class Readiness {
  private last: { readonly reason: string | undefined; readonly at: number } | undefined;
  private pending: Promise<string | undefined> | undefined;

  /**
   * @param lookUp returns the reason why it is not, for an operator; undefined if it is.
   * @param now milliseconds of any clock.
   * @param timeoutMs timeout of a look-up.
   */
  constructor(
    private readonly lookUp: () => Promise<string | undefined>,
    private readonly now: () => number = () => performance.now(),
    private readonly timeoutMs = LOOK_UP_TIMEOUT_MS,
  ) {}

  /**
   * The cached result, or that of the pending look-up. While a look-up takes longer than its timeout, no other begins
   * and the timeout is the result.
   */
  async reason(): Promise<string | undefined> {
    if (this.last && this.now() - this.last.at < RESULT_TTL_MS) return this.last.reason;
    this.pending ??= this.begin();
    return this.pending;
  }

  private begin(): Promise<string | undefined> {
    const overdue = Promise.withResolvers<string>();
    const timer = setTimeout(overdue.resolve, this.timeoutMs, NO_ANSWER);
    const found = this.find().finally(() => {
      clearTimeout(timer);
      this.pending = undefined;
    });
    return Promise.race([found, overdue.promise]);
  }

  private async find(): Promise<string | undefined> {
    const reason = await this.lookUp();
    this.last = { reason, at: this.now() };
    return reason;
  }
}
