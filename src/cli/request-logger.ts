import { pino } from 'pino';
import type { RequestLogger } from '../server/request-log.js';
import { LineWriter } from './line-writer.js';
import { createLogger, STDERR } from './logger.js';
import type { Settings } from './settings.js';

/** UTF-16 code units of buffered lines from which they are written. */
const BUFFER = 32 * 1024;

/** Maximum time of a line in the buffer, in milliseconds. */
const FLUSH_MS = 200;

/**
 * The log of requests, on stderr. As JSON its lines have pino's form, made by one `JSON.stringify` and written
 * together: pino takes some 4 microseconds more for a line, and a system call for each takes longer than the line. All
 * other logs are not buffered, so that a crash loses nothing of them.
 * @param worker as for `createLogger`.
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
