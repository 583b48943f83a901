import { jest } from '@jest/globals';
import { steadyClock } from '../../src/quotas/steady-clock.js';

/** A clock that only a test moves. */
export interface StoppedClock {
  /** Milliseconds since the epoch. */
  now(): number;
  advance(seconds: number): void;
  /** Lets it run again. */
  release(): void;
}

const TIMERS = [
  'hrtime',
  'nextTick',
  'performance',
  'queueMicrotask',
  'setImmediate',
  'clearImmediate',
  'setInterval',
  'clearInterval',
  'setTimeout',
  'clearTimeout',
] as const;

/** Stops what `Date` and the clock of the quotas tell in this process. Timers and sockets go on as they are. */
export function stopClock(): StoppedClock {
  jest.useFakeTimers({ now: Date.now(), doNotFake: [...TIMERS] });
  const steady = jest.spyOn(steadyClock, 'now').mockImplementation(() => Date.now());
  return {
    now: () => Date.now(),
    advance: (seconds) => jest.setSystemTime(Date.now() + seconds * 1000),
    release: () => {
      steady.mockRestore();
      jest.useRealTimers();
    },
  };
}
