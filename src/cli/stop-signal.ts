import type { Logger } from 'pino';
import type { Settings } from './settings.js';

/** Longest time to stop after the grace period, in milliseconds: running requests have 10 seconds of it. */
const STOP_MS = 12_500;

/** A request to stop. */
export type StopSignal = 'SIGINT' | 'SIGTERM';

/**
 * Signals that arrive within this time count as one, in milliseconds: of Ctrl-C, and of a signal to a process group,
 * npm passes its own on to us as well.
 */
const SAME_SIGNAL_MS = 1_000;

/** The first request to stop; a second one ends the process at once. */
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

/** Ends a server that was told to stop, whatever still hangs: its start, or a database that does not answer. */
export function endInTime({ SHUTDOWN_GRACE }: Settings, log: Logger): void {
  const end = () => {
    log.error('what still runs did not end in time: the process ends without it');
    process.exit(1);
  };
  setTimeout(end, SHUTDOWN_GRACE * 1_000 + STOP_MS).unref();
}
