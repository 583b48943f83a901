/** How long a result is used, in milliseconds. Probes come every few seconds; `/readyz` is open to all. */
const RESULT_TTL_MS = 250;

/** Whether the process can answer: look-ups are shared and their results kept, so that many probes cause few. */
export class Readiness {
  private last: { readonly reason: string | undefined; readonly at: number } | undefined;
  private pending: Promise<string | undefined> | undefined;

  /**
   * @param lookUp why it cannot, for an operator; undefined when it can.
   * @param now milliseconds since any moment.
   */
  constructor(
    private readonly lookUp: () => Promise<string | undefined>,
    private readonly now: () => number = () => performance.now(),
  ) {}

  /** The result of a look-up that is pending, or has ended a moment ago. */
  async reason(): Promise<string | undefined> {
    if (this.last && this.now() - this.last.at < RESULT_TTL_MS) return this.last.reason;
    this.pending ??= this.find().finally(() => {
      this.pending = undefined;
    });
    return this.pending;
  }

  private async find(): Promise<string | undefined> {
    const reason = await this.lookUp();
    this.last = { reason, at: this.now() };
    return reason;
  }
}
