import { Readable } from 'node:stream';
import type { FastifyInstance, FastifyReply } from 'fastify';
import { MAX_RESPONSE_BYTES, ResponseTooLarge } from '../errors/response-too-large.js';
import { AnswersInFlight, SLICE_BYTES } from './answers-in-flight.js';
import type { ConnectionLimits } from './connection-limits.js';
import { ownerOf } from './json-body.js';
import { overloaded } from './overloaded.js';

/** UTF-8 takes at most this many bytes for each UTF-16 unit of a string. */
const MAX_BYTES_OF_UNIT = 3;

/** Bytes that an answer may have without being counted: all connections together may hold that much unread. */
const COUNTED_FROM = 16 * 1024;

/** Memory of an unread file: the chunk that is being written, and the next one. */
const FILE_BYTES = 2 * SLICE_BYTES;

/** Headers of a file's response that its refusal must not have. */
const FILE_HEADERS = ['accept-ranges', 'cache-control', 'content-encoding', 'etag', 'last-modified'];

/**
 * Limits what large answers take while their clients read them: one that would exceed the limit becomes a 503, one
 * that is not read is given up. Small answers cost nothing here; an unread one ends with the inactivity of its
 * connection.
 */
export function limitLargeAnswers(
  app: FastifyInstance,
  { answers, checkIntervalMs }: ConnectionLimits,
): Pick<AnswersInFlight, 'bytes'> {
  const inFlight = new AnswersInFlight(answers);
  const sweep = setInterval(() => inFlight.sweep(), checkIntervalMs).unref();
  app.addHook('onClose', async () => clearInterval(sweep));
  app.addHook('onSend', (request, reply, payload, done) => {
    if (request.method === 'HEAD') return done();
    const bytes = heldBytes(reply, payload);
    if (bytes <= COUNTED_FROM) return done();
    const isText = typeof payload === 'string';
    if (isText && bytes > MAX_RESPONSE_BYTES) return done(new ResponseTooLarge());
    const { account } = ownerOf(request);
    const exceeded = inFlight.exceeded(account, bytes);
    if (exceeded) {
      if (payload instanceof Readable) payload.destroy();
      for (const name of FILE_HEADERS) reply.removeHeader(name);
      const whose = exceeded === 'account' ? 'large answers of this account' : 'large answers';
      return done(overloaded(whose, 'responses'));
    }
    inFlight.add(reply.raw, account, bytes);
    if (!isText || bytes <= SLICE_BYTES) return done();
    reply.header('content-length', bytes);
    done(null, Readable.from(slicesOf(payload), { objectMode: false, highWaterMark: SLICE_BYTES }));
  });
  return inFlight;
}

/** The memory that a payload takes until it is read; exact where it may be large. */
function heldBytes(reply: FastifyReply, payload: unknown): number {
  if (typeof payload === 'string') {
    return payload.length * MAX_BYTES_OF_UNIT <= COUNTED_FROM ? payload.length : Buffer.byteLength(payload);
  }
  if (Buffer.isBuffer(payload)) return payload.length;
  if (!(payload instanceof Readable)) return 0;
  return Math.min(Number(reply.getHeader('content-length') ?? FILE_BYTES), FILE_BYTES);
}

/** UTF-16 units of a slice. */
const SLICE_UNITS = Math.floor(SLICE_BYTES / MAX_BYTES_OF_UNIT);

/**
 * Encoded and written in slices, so that its progress is seen, the operating system's copy stays small, and no second
 * copy of the whole is made at once.
 */
function* slicesOf(text: string): Generator<Buffer> {
  let start = 0;
  while (start < text.length) {
    const end = start + SLICE_UNITS;
    // A character of two units stays in one slice.
    const next = isHighSurrogate(text.charCodeAt(end - 1)) ? end + 1 : end;
    yield Buffer.from(text.slice(start, next));
    start = next;
  }
}

function isHighSurrogate(unit: number): boolean {
  return unit >= 0xd800 && unit <= 0xdbff;
}
