import { readdirSync } from 'node:fs';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { ASSETS_FOLDER } from './built-files.js';
import { securityHeaders } from './security-headers.js';

/** Prefix of the paths of the pages' files. */
const PREFIX = '/assets/';

/** Cache lifetime of a file, whose name changes with its contents. */
const FOREVER_MS = 365 * 24 * 60 * 60 * 1000;

/**
 * Headers that a server may ignore (RFC 9110 sections 13.1 and 14.2), and that would cause errors if they did not
 * match.
 */
const IGNORED = ['range', 'if-match', 'if-unmodified-since'];

async function ignoreConditions({ raw }: FastifyRequest): Promise<void> {
  for (const name of IGNORED) delete raw.headers[name];
}

/**
 * Serves the scripts, styles, pictures and fonts of the pages, compressed by the build. Each file has a route of its
 * own, so that other paths below the prefix are unknown paths.
 */
export async function assetRoutes(app: FastifyInstance): Promise<void> {
  await app.register(fastifyStatic, {
    root: ASSETS_FOLDER,
    serve: false,
    preCompressed: true,
    maxAge: FOREVER_MS,
    immutable: true,
  });
  const files = readdirSync(ASSETS_FOLDER).filter((name) => !/\.(?:br|gz)$/.test(name));
  for (const name of files) {
    app.get(
      `${PREFIX}${name}`,
      { config: { measuredAs: `${PREFIX}*` }, onRequest: ignoreConditions },
      (_, reply) => reply.headers({ ...securityHeaders, vary: 'accept-encoding' }).sendFile(name),
    );
  }
  const mark = files.find((name) => name.startsWith('mark-')) as string;
  // Browsers request it by themselves beside responses that are no pages, such as those of `/healthz`.
  app.get('/favicon.ico', { onRequest: ignoreConditions }, (_, reply) =>
    reply.headers(securityHeaders).sendFile(mark, { maxAge: '1d', immutable: false }),
  );
}
