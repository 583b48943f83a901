import { pino } from 'pino';
import type { RequestLogger } from '../server/request-log.js';
import { LineWriter } from './line-writer.js';
import { createLogger, STDERR } from './logger.js';
import type { Settings } from './settings.js';

/** Lines of so many UTF-16 units are written at once. */
const BUFFER = 32 * 1024;

/** How long a line stays in the buffer at most, in milliseconds. */
const FLUSH_MS = 200;

/**
 * The log of requests, to stderr as well. As JSON its lines are those of pino, made by one `JSON.stringify` and written
 * together: pino takes some 4 microseconds more for a line, and a system call for each more than the line. The log of
 * everything else is not buffered, so that a crash loses nothing of it.
 * @param worker as `createLogger`.
 */
export function createRequestLogger(
  settings: Pick<Settings, 'LOG_LEVEL' | 'LOG_FORMAT'>,
  worker?: number,
): RequestLogger {
  if (settings.LOG_FORMAT === 'pretty') return createLogger(settings, worker);
  const writer = new LineWriter(STDERR, worker !== undefined);
  let buffer = '';
  const flush = () => {
    if (buffer !== '') writer.write(buffer);
    buffer = '';
  };
  setInterval(flush, FLUSH_MS).unref();
  process.once('exit', flush);
  const writeAt = (level: number) => (fields: object, msg: string) => {
    const time = new Date().toISOString();
    buffer += `${JSON.stringify({ level, time, worker, ...fields, msg })}\n`;
    if (buffer.length >= BUFFER) flush();
  };
  const { debug, info } = pino.levels.values as Readonly<Record<'debug' | 'info', number>>;
  return { level: settings.LOG_LEVEL, debug: writeAt(debug), info: writeAt(info) };
}
