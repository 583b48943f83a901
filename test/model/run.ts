import type { Expected, Model } from './model.js';
import type { ChangeTimes } from './stored.js';
import type { World } from './world.js';

/** What a sequence of commands runs against. */
export interface Run {
  readonly world: World;
  /** How often each kind of answer was expected, over all sequences. */
  readonly seen: Map<string, number>;
  times: ChangeTimes;
}

export function countEvents({ history }: Model): number {
  return [...history.values()].reduce((sum, entries) => sum + entries.length, 0);
}

/** The kind of an expected answer. */
export function outcome(expected: Expected, hasHappened: boolean): string {
  if ('error' in expected)
    return expected.places ? `${expected.error} at ${expected.places.at(0)}` : expected.error;
  return `${expected.status}${hasHappened ? ', recorded' : ''}`;
}

export const statuses: Readonly<Record<string, number>> = {
  validation_error: 422,
  forbidden: 403,
  not_found: 404,
  conflict: 409,
};
