import { Readable } from 'node:stream';
import type { FastifyInstance, FastifyReply } from 'fastify';
import { MAX_RESPONSE_BYTES, ResponseTooLarge } from '../errors/response-too-large.js';
import { AnswersInFlight, SLICE_BYTES } from './answers-in-flight.js';
import type { ConnectionLimits } from './connection-limits.js';
import { ownerOf } from './json-body.js';
import { overloaded } from './overloaded.js';

/** Maximum bytes in UTF-8 of a UTF-16 code unit. */
const MAX_BYTES_OF_UNIT = 3;

/** Bytes up to which a response is not counted. All connections together can have that many unread. */
const COUNTED_FROM = 16 * 1024;

/** Memory of an unread file: the current chunk and the next one. */
const FILE_BYTES = 2 * SLICE_BYTES;

/** Headers of a file's response that are removed when it is refused. */
const FILE_HEADERS = ['accept-ranges', 'cache-control', 'content-encoding', 'etag', 'last-modified'];

/**
 * Limits the memory of large responses while their clients read them: a response that would exceed the limit is
 * replaced by a 503, the connection of one that is not read is closed. Small responses are not tracked; an unread one
 * ends with the inactivity timeout of its connection.
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

/** Memory of a payload until it is read; exact if it may be large. */
function heldBytes(reply: FastifyReply, payload: unknown): number {
  if (typeof payload === 'string') {
    return payload.length * MAX_BYTES_OF_UNIT <= COUNTED_FROM ? payload.length : Buffer.byteLength(payload);
  }
  if (Buffer.isBuffer(payload)) return payload.length;
  if (!(payload instanceof Readable)) return 0;
  return Math.min(Number(reply.getHeader('content-length') ?? FILE_BYTES), FILE_BYTES);
}

/** UTF-16 code units of a slice. */
const SLICE_UNITS = Math.floor(SLICE_BYTES / MAX_BYTES_OF_UNIT);

/**
 * Encodes and writes a text in slices, so that its progress can be tracked, the operating system's copy stays small,
 * and no second copy of the whole is made at once.
 */
function* slicesOf(text: string): Generator<Buffer> {
  let start = 0;
  while (start < text.length) {
    const end = start + SLICE_UNITS;
    // A surrogate pair stays in one slice.
    const next = isHighSurrogate(text.charCodeAt(end - 1)) ? end + 1 : end;
    yield Buffer.from(text.slice(start, next));
    start = next;
  }
}

function isHighSurrogate(unit: number): boolean {
  return unit >= 0xd800 && unit <= 0xdbff;
}
