import type { FastifyInstance, FastifyRequest } from 'fastify';
import { prefersPage } from '../graphql/media-type.js';
import { REST_BASE } from '../rest/base.js';
import { plainUrl } from './request-target.js';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Through which door the route is reached; undefined: open to all, without credentials. */
    door?: Door;
    /** The route changes data, so that a credential which can never write is refused at once. */
    writes?: boolean;
    /** The name of many routes in the metrics; undefined: the route's own URL. */
    measuredAs?: string;
  }

  interface FastifyRequest {
    /** The door that the request is meant for; undefined for what is open to all. */
    door: Door | undefined;
  }
}

/** A way in at which callers are identified. */
export type Door = 'rest' | 'graphql' | 'session';

/**
 * Finds out once for each request which door it is meant for: Fastify makes `routeOptions` anew at each reading. To be
 * used before all hooks that read it.
 */
export function recognizeDoor(app: FastifyInstance): void {
  app.decorateRequest('door', undefined);
  app.addHook('onRequest', (request, _reply, done) => {
    request.door = doorOf(request);
    done();
  });
}

/**
 * The door that a request is meant for; undefined for what is open to all. What no route takes belongs to the
 * door by its path, so that its caller is identified and counted all the same.
 */
function doorOf(request: FastifyRequest): Door | undefined {
  const { is404, method, url } = request;
  if (!is404) return leadsToExplorer(request) ? undefined : request.routeOptions.config.door;
  if (method === 'OPTIONS') return undefined;
  return apiOf(url);
}

/** The API whose path a URL names, whether or not a route takes it; undefined for what is open to all. */
export function apiOf(url: string): Door | undefined {
  const plain = plainUrl(url);
  if (isBelow(plain, REST_BASE)) return 'rest';
  if (isGraphql(plain)) return 'graphql';
  return isBelow(plain, '/session') ? 'session' : undefined;
}

/** Whether a person has opened the GraphQL door in a browser: what is wanted is the explorer, not an answer. */
function leadsToExplorer({ method, url, headers }: FastifyRequest): boolean {
  return method === 'GET' && isGraphql(url) && prefersPage(headers.accept);
}

/** Whether a URL is the GraphQL door's, whose failures have a form of their own. */
export function isGraphql(url: string): boolean {
  return /^\/graphql(?:\?|$)/.test(url);
}

/** Whether a URL's path is the base or continues it with a segment. */
function isBelow(url: string, base: string): boolean {
  return url.startsWith(base) && (url.length === base.length || '/?'.includes(url.charAt(base.length)));
}
