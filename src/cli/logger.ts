import { type LogFn, type LoggerOptions, pino } from 'pino';
import { PinoPretty } from 'pino-pretty';
import { LineWriter } from './line-writer.js';
import { LogLimiter } from './log-limiter.js';
import type { Settings } from './settings.js';

export const STDERR = 2;

/**
 * The log of the process, on stderr, because stdout is for results.
 * @param worker number of this worker, which each of its lines contains; undefined without workers.
 */
export function createLogger(
  { LOG_LEVEL, LOG_FORMAT }: Pick<Settings, 'LOG_LEVEL' | 'LOG_FORMAT'>,
  worker?: number,
): pino.Logger {
  const limiter = new LogLimiter();
  const options: LoggerOptions = {
    level: LOG_LEVEL,
    base: worker === undefined ? null : { worker },
    timestamp: pino.stdTimeFunctions.isoTime,
    hooks: {
      logMethod(args, method, level) {
        limiter.log(args, level, (line) => method.apply(this, line as Parameters<LogFn>));
      },
    },
  };
  return LOG_FORMAT === 'pretty'
    ? pino(options, PinoPretty({ destination: STDERR, sync: true, translateTime: 'HH:MM:ss' }))
    : pino(options, new LineWriter(STDERR, worker !== undefined));
}
