/** Samples beyond which old ones are dropped. */
const MAX_SAMPLES = 1_000;

/** Samples are kept at intervals of at least this part of their age, so that lags of weeks are known roughly. */
const PRECISION = 1 / 50;

/** A position of the primary's log. */
interface Sample {
  readonly position: number;
  /** When the primary was last asked while it was there. */
  askedAt: number;
}

/**
 * Where the primary's log ended at which time. A replica that has replayed a position contains everything that was
 * committed before the primary was asked for it: that is how far it is behind, whatever the clocks of the servers, and
 * although a replica of an idle primary replays nothing.
 */
export class LogPositions {
  private samples: Sample[] = [];

  /** Forgets the positions: those of another primary are another log. */
  clear(): void {
    this.samples = [];
  }

  /**
   * @param position bytes since the beginning of the log
   * @param askedAt when the primary was asked, in milliseconds since any moment
   */
  add(position: number, askedAt: number): void {
    const last = this.samples.at(-1);
    if (last?.position === position) {
      last.askedAt = askedAt;
      return;
    }
    this.samples.push({ position, askedAt });
    if (this.samples.length > MAX_SAMPLES) this.dropOld(askedAt);
  }

  /**
   * The milliseconds by which a replica that has replayed so much is behind at most; undefined when that is unknown,
   * because the primary was not there since it was first asked.
   */
  lagOf(replayed: number, askedAt: number): number | undefined {
    const sample = this.samples.findLast(({ position }) => position <= replayed);
    return sample && Math.max(0, askedAt - sample.askedAt);
  }

  /** When the primary was last asked; undefined when it never has answered. */
  get lastAskedAt(): number | undefined {
    return this.samples.at(-1)?.askedAt;
  }

  private dropOld(now: number): void {
    let keptAt = Number.NEGATIVE_INFINITY;
    this.samples = this.samples.filter(({ askedAt }) => {
      const isKept = askedAt - keptAt >= (now - askedAt) * PRECISION;
      if (isKept) keptAt = askedAt;
      return isKept;
    });
  }
}
