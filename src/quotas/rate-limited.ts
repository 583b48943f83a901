import { Problem } from '../errors/problem.js';
import { secondsUntil } from './quota-headers.js';
import type { Charge, WindowState } from './quota-store.js';
import { steadyClock } from './steady-clock.js';

/**
 * The 429 of a refused charge. `Retry-After` is the time until every window whose remaining requests are fewer than the
 * cost has ended; for a cost beyond a whole window the detail says so, because waiting does not help.
 */
export function rateLimited({ windows }: Charge, cost: number, now = steadyClock.now()): Problem {
  const short = windows.filter(({ remaining }) => remaining < cost);
  const last = short.reduce((one, other) => (other.resetsAt > one.resetsAt ? other : one));
  const retryAfter = secondsUntil(last.resetsAt, now);
  const tooSmall = short.find(({ limit }) => limit < cost);
  return new Problem('rate_limited', tooSmall ? tooMuch(tooSmall, cost) : comeBack(last, cost, retryAfter), {
    retryAfter,
  });
}

function tooMuch(window: WindowState, cost: number): string {
  return `The request counts as ${cost}, and no more than ${quotaOf(window)} can pass. Please send it in parts.`;
}

function comeBack(window: WindowState, cost: number, retryAfter: number): string {
  const { remaining } = window;
  const verb = remaining === 1 ? 'is' : 'are';
  const left = remaining > 0 ? ` The request counts as ${cost}, and ${remaining} ${verb} left.` : '';
  return `Rate limit exceeded: ${quotaOf(window)}.${left} Please try again in ${counted(retryAfter, 'second')}.`;
}

function quotaOf({ window, limit }: WindowState): string {
  return `${counted(limit, 'request')} a ${window === 60 ? 'minute' : 'day'}`;
}

function counted(number: number, thing: string): string {
  return `${number} ${thing}${number === 1 ? '' : 's'}`;
}
