import { pino } from 'pino';
import type { RequestLogger } from '../server/request-log.js';
import { createLogger } from './logger.js';
import type { Settings } from './settings.js';

/** Lines of so many bytes are written at once. */
const BUFFER = 32 * 1024;

/** More than the buffer, as its stream demands. */
const MAX_WRITE = 64 * 1024;

/** How long a line stays in the buffer at most, in milliseconds. */
const FLUSH_MS = 200;

/**
 * The log of requests, to stderr as well. As JSON its lines are those of pino, made by one `JSON.stringify` and written
 * together: pino takes some 4 microseconds more for a line, and a system call for each more than the line. The log of
 * everything else is not buffered, so that a crash loses nothing of it.
 */
export function createRequestLogger(settings: Pick<Settings, 'LOG_LEVEL' | 'LOG_FORMAT'>): RequestLogger {
  if (settings.LOG_FORMAT === 'pretty') return createLogger(settings);
  const destination = pino.destination({
    dest: 2,
    sync: true,
    minLength: BUFFER,
    maxWrite: MAX_WRITE,
    periodicFlush: FLUSH_MS,
  });
  process.once('exit', () => destination.flushSync());
  const writeAt = (level: number) => (fields: object, msg: string) => {
    const time = new Date().toISOString();
    destination.write(`${JSON.stringify({ level, time, ...fields, msg })}\n`);
  };
  const { debug, info } = pino.levels.values as Readonly<Record<'debug' | 'info', number>>;
  return { level: settings.LOG_LEVEL, debug: writeAt(debug), info: writeAt(info) };
}
