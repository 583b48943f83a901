import { pino } from 'pino';
import { PinoPretty } from 'pino-pretty';
import type { Settings } from './settings.js';

/** The process's log. It goes to stderr: stdout belongs to results. */
export function createLogger({
  LOG_LEVEL,
  LOG_FORMAT,
}: Pick<Settings, 'LOG_LEVEL' | 'LOG_FORMAT'>): pino.Logger {
  const options = { level: LOG_LEVEL, base: null, timestamp: pino.stdTimeFunctions.isoTime };
  return LOG_FORMAT === 'pretty'
    ? pino(options, PinoPretty({ destination: 2, sync: true, translateTime: 'HH:MM:ss' }))
    : pino(options, pino.destination({ dest: 2, sync: true }));
}
