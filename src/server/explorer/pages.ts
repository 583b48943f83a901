import { createHash } from 'node:crypto';
import type { FastifyInstance, FastifyReply } from 'fastify';
import type { Introspection } from '../../graphql/access.js';
import type { PublicAddress } from '../../rest/public-address.js';
import { hasTrailingSlash } from '../request-target.js';
import { readPage } from './built-files.js';
import { securityHeaders } from './security-headers.js';

/** The home page, the explorer and the REST reference: open to all, never counted. */
export function pageRoutes(
  app: FastifyInstance,
  introspection: Introspection,
  { prefix }: PublicAddress,
): void {
  servePage(app, '/', readPage('home'), prefix);
  servePage(app, '/graphiql', withIntrospection(readPage('graphiql'), introspection), prefix);
  servePage(app, '/reference', readPage('reference'), prefix);
}

/** Redirects a browser that has opened `/graphql` to the explorer, with the operation in the query of the URL. */
export function redirectToExplorer(reply: FastifyReply, { prefix }: PublicAddress): FastifyReply {
  const { search } = new URL(reply.request.url, 'http://localhost');
  return reply.redirect(`${prefix}/graphiql${search}`, 303);
}

/** Tells the explorer who can read the schema, so that it sends no request that would be refused. */
function withIntrospection(page: string, introspection: Introspection): string {
  return page.replace(
    'name="introspection" content="public"',
    `name="introspection" content="${introspection}"`,
  );
}

/**
 * Serves a page that browsers revalidate at each visit. Its URLs are relative, so that a path with a slash at its end
 * is redirected to the path without it.
 */
function servePage(app: FastifyInstance, path: string, page: string, prefix: string): void {
  const etag = `"${createHash('sha256').update(page).digest('base64url')}"`;
  app.get(path, (request, reply) => {
    if (path !== '/' && hasTrailingSlash(request.originalUrl)) {
      return reply.redirect(`${prefix}${request.url}`, 308);
    }
    reply.headers({ ...securityHeaders, 'cache-control': 'no-cache', etag });
    if (hasTag(request.headers['if-none-match'], etag)) return reply.code(304).send();
    return reply.type('text/html; charset=utf-8').send(page);
  });
}

/** Entity tags are compared without the mark of weak ones (RFC 9110 section 13.1.2). */
function hasTag(header: string | undefined, etag: string): boolean {
  const tags = header?.split(',').map((tag) => tag.trim().replace(/^W\//, '')) ?? [];
  return tags.includes(etag) || tags.includes('*');
}
