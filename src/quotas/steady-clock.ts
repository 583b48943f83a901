/** Reading it anew each time would cost more than the clock itself. */
const { timeOrigin } = performance;

/** A monotonic clock: windows neither end early nor last longer when the system's clock is corrected. */
export const steadyClock = {
  /** Milliseconds since the epoch, as the system's clock had it when the process began. */
  now(): number {
    return timeOrigin + performance.now();
  },
};

/** The time by the system's clock that a moment of the steady clock is shown as. */
export function shownTime(moment: number): number {
  return Date.now() + moment - steadyClock.now();
}
