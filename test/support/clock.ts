import { mock } from 'node:test';
import { steadyClock } from '../../src/quotas/steady-clock.js';

/** A clock that only a test moves. */
export interface StoppedClock {
  /** Milliseconds since the epoch. */
  now(): number;
  advance(seconds: number): void;
  /** Lets it run again. */
  release(): void;
}

/** Stops what `Date` and the clock of the quotas tell in this process. Timers and sockets go on as they are. */
export function stopClock(): StoppedClock {
  mock.timers.enable({ apis: ['Date'], now: Date.now() });
  const steady = mock.method(steadyClock, 'now', () => Date.now());
  return {
    now: () => Date.now(),
    advance: (seconds) => mock.timers.setTime(Date.now() + seconds * 1000),
    release: () => {
      steady.mock.restore();
      mock.timers.reset();
    },
  };
}
