import type { Logger } from 'pino';
import type { Settings } from './settings.js';

/** Maximum time to stop after the grace period, in milliseconds, 10 seconds of which are for running requests. */
const STOP_MS = 12_500;

/** A request to stop. */
export type StopSignal = 'SIGINT' | 'SIGTERM';

/**
 * Signals within this time count as one, in milliseconds: npm forwards a Ctrl-C, or a signal to a process group, that
 * this process has received as well.
 */
const SAME_SIGNAL_MS = 1_000;

/** Resolves at the first signal to stop; a second one ends the process at once. */
export function receiveSignal(): Promise<StopSignal> {
  return new Promise((resolve) => {
    const ignoreNoMore = () => {
      for (const one of ['SIGINT', 'SIGTERM'] as const) process.removeListener(one, receive);
    };
    const receive = (signal: StopSignal) => {
      resolve(signal);
      setTimeout(ignoreNoMore, SAME_SIGNAL_MS).unref();
    };
    process.on('SIGINT', receive);
    process.on('SIGTERM', receive);
  });
}

/** Ends a server after a signal to stop, even if its start or a database hangs. */
export function endInTime({ SHUTDOWN_GRACE }: Settings, log: Logger): void {
  const end = () => {
    log.error('what still runs did not end in time: the process ends without it');
    process.exit(1);
  };
  setTimeout(end, SHUTDOWN_GRACE * 1_000 + STOP_MS).unref();
}
