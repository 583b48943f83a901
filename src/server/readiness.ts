/** How long a result is used, in milliseconds. Probes come every few seconds; `/readyz` is open to all. */
const RESULT_TTL_MS = 250;

/** Limit of a look-up, in milliseconds: probes give up after a few seconds and would not see the reason. */
const LOOK_UP_TIMEOUT_MS = 2_000;

/** The reason while a look-up takes longer than its limit. */
const NO_ANSWER = 'database does not answer';

/** Whether the process can answer: look-ups are shared and their results kept, so that many probes cause few. */
export class Readiness {
  private last: { readonly reason: string | undefined; readonly at: number } | undefined;
  private pending: Promise<string | undefined> | undefined;

  /**
   * @param lookUp why it cannot, for an operator; undefined when it can.
   * @param now milliseconds since any moment.
   * @param timeoutMs limit of a look-up.
   */
  constructor(
    private readonly lookUp: () => Promise<string | undefined>,
    private readonly now: () => number = () => performance.now(),
    private readonly timeoutMs = LOOK_UP_TIMEOUT_MS,
  ) {}

  /**
   * The result of a look-up that is pending, or has ended a moment ago. While one takes longer than its limit, no
   * other begins and that is the result.
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
