import type { FastifyInstance, FastifyRequest } from 'fastify';
import { Problem } from '../errors/problem.js';

/** Largest body in bytes (docs/contract.md, "Requests"). */
export const LARGEST_BODY = 512 * 1024;

const utf8 = new TextDecoder('utf-8', { fatal: true });

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
  let text: string;
  try {
    text = utf8.decode(body);
  } catch {
    throw new Problem('bad_request', 'The body is not valid UTF-8.');
  }
  try {
    return JSON.parse(text);
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
