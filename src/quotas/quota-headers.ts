import type { WindowState } from './quota-store.js';
import { steadyClock } from './steady-clock.js';

/**
 * Returns the headers of the remaining quota (docs/contract.md, "Quotas"). They describe the window with the fewest
 * remaining requests; of two with the same number, the one that ends later.
 * @param now by the steady clock.
 * @param systemNow by the system's clock, in which `X-RateLimit-Reset` is given.
 */
export function quotaHeaders(
  windows: readonly WindowState[],
  now = steadyClock.now(),
  systemNow = Date.now(),
): Record<string, string> {
  const tightest = windows.reduce((one, other) => (isTighter(other, one) ? other : one));
  const limit = String(tightest.limit);
  const remaining = String(tightest.remaining);
  return {
    'ratelimit-policy': windows.map(({ window, limit }) => `${limit};w=${window}`).join(', '),
    'ratelimit-limit': limit,
    'ratelimit-remaining': remaining,
    'ratelimit-reset': String(secondsUntil(tightest.resetsAt, now)),
    'x-ratelimit-limit': limit,
    'x-ratelimit-remaining': remaining,
    'x-ratelimit-reset': String(Math.ceil((systemNow + tightest.resetsAt - now) / 1000)),
  };
}

/** Whole seconds until then, rounded up, so that a client that waits for this time does not come too early. */
export function secondsUntil(moment: number, now: number): number {
  return Math.max(1, Math.ceil((moment - now) / 1000));
}

function isTighter(one: WindowState, other: WindowState): boolean {
  return one.remaining === other.remaining ? one.resetsAt > other.resetsAt : one.remaining < other.remaining;
}
