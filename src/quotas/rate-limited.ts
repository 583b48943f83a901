import { Problem } from '../errors/problem.js';
import { secondsUntil } from './quota-headers.js';
import type { Charge, WindowState } from './quota-store.js';

/** The 429 of a charge that was refused: which window has no room, and when it has again. */
export function rateLimited({ windows }: Charge, cost: number, now = Date.now()): Problem {
  const full = windows.filter(({ remaining }) => remaining < cost);
  const last = full.reduce((one, other) => (other.resetsAt > one.resetsAt ? other : one));
  const retryAfter = secondsUntil(last.resetsAt, now);
  return new Problem('rate_limited', sentence(last, cost, retryAfter), {
    retryAfter,
    headers: { 'retry-after': String(retryAfter) },
  });
}

function sentence({ window, limit, remaining }: WindowState, cost: number, retryAfter: number): string {
  const quota = `${limit} requests a ${window === 60 ? 'minute' : 'day'}`;
  if (cost > limit) return `The request counts as ${cost}, and the quota is ${quota}.`;
  const left = remaining > 0 ? ` The request counts as ${cost}, and ${remaining} are left.` : '';
  return `Rate limit exceeded: ${quota}.${left} Please try again in ${retryAfter} seconds.`;
}
