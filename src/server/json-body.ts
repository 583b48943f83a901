import { isUtf8 } from 'node:buffer';
import type { IncomingMessage } from 'node:http';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { addressBlock } from '../codecs/address-block.js';
import { EventLoopTurns } from '../database/event-loop-turns.js';
import { connectionClosed } from '../errors/connection-closed.js';
import { Problem } from '../errors/problem.js';
import { BodiesInFlight, type BodyLimits } from './bodies-in-flight.js';
import type { BodyOwner } from './body-owner.js';
import { drainBody, readBody } from './body-reader.js';
import { limitValues } from './json-values.js';

/** Minimum bytes of a body that waits for its turn: reading its values takes milliseconds. */
const LARGE_BODY = 16 * 1024;

/** The byte order mark in UTF-8. */
const BYTE_ORDER_MARK = [0xef, 0xbb, 0xbf] as const;

type Done = (error: Error | null, body?: unknown) => void;

/**
 * Reads JSON bodies. Fastify's reader has no limit for all bodies together, and its parser accepts invalid UTF-8 and
 * refuses `__proto__`, which is a key like any other. Bodies of other types are read as well, so that one that is too
 * large is a 413 whatever its type.
 */
export function readJsonBodies(app: FastifyInstance, limits: BodyLimits): void {
  const bodies = new BodiesInFlight(limits);
  const turns = new EventLoopTurns();
  const reader =
    (parseBody: (request: FastifyRequest, body: Buffer) => unknown) =>
    (request: FastifyRequest, payload: IncomingMessage, done: Done) =>
      readBody(payload, ownerOf(request), bodies, (error, body, release) => {
        if (error) return done(error);
        const read = () => {
          let parsed: unknown;
          try {
            if (request.raw.socket.destroyed) throw connectionClosed();
            parsed = parseBody(request, body as Buffer);
          } catch (problem) {
            return done(problem as Error);
          } finally {
            release();
          }
          done(null, parsed);
        };
        if ((body as Buffer).length < LARGE_BODY) read();
        else void turns.next().then(read);
      });
  // Before the response is written, because Node.js decides at its end what to do with the rest of the body.
  app.addHook('onSend', ({ raw }, _reply, _payload, done) => {
    if (!raw.complete) drainBody(raw);
    done();
  });
  app.removeAllContentTypeParsers();
  app.addContentTypeParser(
    'application/json',
    reader((request, body) => {
      if (!isPlainUtf8(request.headers)) throw unsupported();
      return parse(body);
    }),
  );
  app.addContentTypeParser(
    '*',
    reader(() => {
      throw unsupported();
    }),
  );
}

/** The account of a request: its caller's, or its address without a valid credential. */
export function ownerOf({ principal, ip }: FastifyRequest): BodyOwner {
  return principal
    ? { account: principal.quota.name, isAnonymous: false }
    : { account: addressBlock(ip), isAnonymous: true };
}

/** An empty body is no body; the operations that need one refuse it. */
function parse(body: Buffer): unknown {
  if (body.length === 0) return undefined;
  if (!isUtf8(body)) throw new Problem('bad_request', 'The body is not valid UTF-8.');
  const hasMark = BYTE_ORDER_MARK.every((byte, i) => body[i] === byte);
  limitValues(body);
  try {
    return JSON.parse(body.toString('utf8', hasMark ? BYTE_ORDER_MARK.length : 0));
  } catch {
    throw new Problem('bad_request', 'The body is not valid JSON.');
  }
}

function isPlainUtf8(headers: NodeJS.Dict<string | string[]>): boolean {
  if (headers['content-type'] === 'application/json' && headers['content-encoding'] === undefined)
    return true;
  const charset = /;\s*charset="?([^\s;"]+)/i.exec(String(headers['content-type']))?.[1];
  const encoding = headers['content-encoding'] ?? 'identity';
  return encoding === 'identity' && (charset === undefined || /^utf-?8$/i.test(charset));
}

function unsupported(): Problem {
  return new Problem(
    'unsupported_media_type',
    'The body must be application/json in UTF-8, without compression.',
  );
}
