import { pino } from 'pino';
import { PinoPretty } from 'pino-pretty';
import type { Settings } from './settings.js';

/** Request lines of so many bytes are written at once. */
const REQUEST_LOG_BUFFER = 8 * 1024;

/** How long a request line stays in the buffer at most, in milliseconds. */
const REQUEST_LOG_FLUSH_MS = 200;

type LogSettings = Pick<Settings, 'LOG_LEVEL' | 'LOG_FORMAT'>;

/** The process's log. It goes to stderr: stdout belongs to results. */
export function createLogger(settings: LogSettings): pino.Logger {
  return settings.LOG_FORMAT === 'pretty'
    ? pino(optionsOf(settings), PinoPretty({ destination: 2, sync: true, translateTime: 'HH:MM:ss' }))
    : pino(optionsOf(settings), pino.destination({ dest: 2, sync: true }));
}

/**
 * The log of requests, to stderr as well. Its lines are written together, because a system call for each would cost
 * more than the line. The log of everything else is not buffered, so that a crash loses nothing of it.
 */
export function createRequestLogger(settings: LogSettings): pino.Logger {
  if (settings.LOG_FORMAT === 'pretty') return createLogger(settings);
  const destination = pino.destination({
    dest: 2,
    sync: true,
    minLength: REQUEST_LOG_BUFFER,
    periodicFlush: REQUEST_LOG_FLUSH_MS,
  });
  process.once('exit', () => destination.flushSync());
  return pino(optionsOf(settings), destination);
}

function optionsOf({ LOG_LEVEL }: LogSettings) {
  return { level: LOG_LEVEL, base: null, timestamp: pino.stdTimeFunctions.isoTime };
}
