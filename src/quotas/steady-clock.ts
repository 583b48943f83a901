/** Read once, because reading it costs more than the clock itself. */
const { timeOrigin } = performance;

/** A monotonic clock: windows neither end early nor last longer when the system's clock is corrected. */
export const steadyClock = {
  /** Milliseconds since the epoch, by the system's clock when the process started. */
  now(): number {
    return timeOrigin + performance.now();
  },
};

/** Converts a time of the steady clock to the system's clock. */
export function shownTime(moment: number): number {
  return Date.now() + moment - steadyClock.now();
}
