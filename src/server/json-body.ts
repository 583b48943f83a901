import { isUtf8 } from 'node:buffer';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { Problem } from '../errors/problem.js';

/** Largest body in bytes (docs/contract.md, "Requests"). */
export const LARGEST_BODY = 512 * 1024;

const BYTE_ORDER_MARK = Buffer.from([0xef, 0xbb, 0xbf]);

/**
 * Reads JSON bodies. Own code, because Fastify's parser takes broken UTF-8 and refuses `__proto__`, which
 * is a key like any other. Bodies of another type are read as well, so that a body which is too large is
 * refused as such whatever its type.
 */
export function readJsonBodies(app: FastifyInstance): void {
  app.removeAllContentTypeParsers();
  app.addContentTypeParser(
    'application/json',
    { parseAs: 'buffer' },
    async (request: FastifyRequest, body: Buffer) => {
      if (!isPlainUtf8(request.headers)) throw unsupported();
      return parse(body);
    },
  );
  app.addContentTypeParser('*', { parseAs: 'buffer' }, async () => {
    throw unsupported();
  });
}

/** An empty body is none; the operations that need one say so. */
function parse(body: Buffer): unknown {
  if (body.length === 0) return undefined;
  if (!isUtf8(body)) throw new Problem('bad_request', 'The body is not valid UTF-8.');
  const hasMark = body.subarray(0, BYTE_ORDER_MARK.length).equals(BYTE_ORDER_MARK);
  try {
    return JSON.parse(body.toString('utf8', hasMark ? BYTE_ORDER_MARK.length : 0));
  } catch {
    throw new Problem('bad_request', 'The body is not valid JSON.');
  }
}

function isPlainUtf8(headers: NodeJS.Dict<string | string[]>): boolean {
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
