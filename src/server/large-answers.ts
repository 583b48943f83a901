import { Readable } from 'node:stream';
import type { FastifyInstance } from 'fastify';
import { MAX_RESPONSE_BYTES, ResponseTooLarge } from '../errors/response-too-large.js';
import { AnswersInFlight, SLICE_BYTES } from './answers-in-flight.js';
import type { ConnectionLimits } from './connection-limits.js';
import { ownerOf } from './json-body.js';
import { overloaded } from './overloaded.js';

/** UTF-8 takes at most this many bytes for each UTF-16 unit of a string. */
const MAX_BYTES_OF_UNIT = 3;

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
    if (payload instanceof Readable) {
      // A file, of which never more than a chunk is in memory.
      inFlight.add(reply.raw, ownerOf(request).account, 0);
      return done();
    }
    // Buffers are documents that the server holds anyway.
    if (typeof payload !== 'string' || payload.length * MAX_BYTES_OF_UNIT <= SLICE_BYTES) return done();
    const bytes = Buffer.byteLength(payload);
    if (bytes <= SLICE_BYTES) return done();
    if (bytes > MAX_RESPONSE_BYTES) return done(new ResponseTooLarge());
    const { account } = ownerOf(request);
    const exceeded = inFlight.exceeded(account, bytes);
    if (exceeded) {
      const whose = exceeded === 'account' ? 'large answers of this account' : 'large answers';
      return done(overloaded(whose, 'responses'));
    }
    inFlight.add(reply.raw, account, bytes);
    reply.header('content-length', bytes);
    done(null, Readable.from(slicesOf(payload), { objectMode: false, highWaterMark: SLICE_BYTES }));
  });
  return inFlight;
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
