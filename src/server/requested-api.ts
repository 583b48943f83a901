import type { FastifyInstance, FastifyRequest } from 'fastify';
import { prefersPage } from '../graphql/media-type.js';
import { REST_BASE } from '../rest/base.js';
import { plainUrl } from './request-target.js';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** The API that the route belongs to; undefined: open to all, without credentials. */
    api?: Api;
    /** The route changes data, so that a credential which can never write is refused at once. */
    writes?: boolean;
    /** How many requests of the quota a request with this body counts as; undefined: one, whatever its body. */
    costOf?: (body: unknown) => number;
    /** The name of many routes in the metrics; undefined: the route's own URL. */
    measuredAs?: string;
  }

  interface FastifyRequest {
    /** The API that the request is meant for; undefined for paths without authentication. */
    api: Api | undefined;
    /** Whether the cost of the request is known when its body is read. */
    hasCostInBody: boolean;
  }
}

/** An API that authenticates its callers. */
export type Api = 'rest' | 'graphql' | 'session';

/**
 * Determines once per request which API it is meant for: Fastify creates `routeOptions` at each reading. To be
 * used before all hooks that read it.
 */
export function determineApi(app: FastifyInstance): void {
  app.decorateRequest('api', undefined);
  app.decorateRequest('hasCostInBody', false);
  app.addHook('onRequest', (request, _reply, done) => {
    request.api = requestedApi(request);
    done();
  });
}

/**
 * The API that a request is meant for; undefined for paths without authentication. A path without a route belongs to the API by
 * its beginning, so that its caller is authenticated and counted as well.
 */
function requestedApi(request: FastifyRequest): Api | undefined {
  const { is404, method, url } = request;
  if (!is404) return leadsToExplorer(request) ? undefined : apiOfRoute(request);
  if (method === 'OPTIONS') return undefined;
  return apiOfUrl(url);
}

function apiOfRoute(request: FastifyRequest): Api | undefined {
  const { api, costOf } = request.routeOptions.config;
  if (costOf) request.hasCostInBody = true;
  return api;
}

/** The API of a URL's path, whether or not a route exists; undefined for paths without authentication. */
export function apiOfUrl(url: string): Api | undefined {
  const plain = plainUrl(url);
  if (isBelow(plain, REST_BASE)) return 'rest';
  if (isGraphql(plain)) return 'graphql';
  return isBelow(plain, '/session') ? 'session' : undefined;
}

/** Whether a browser has opened `/graphql` as a page: the explorer is wanted, not an answer. */
function leadsToExplorer({ method, url, headers }: FastifyRequest): boolean {
  return method === 'GET' && isGraphql(url) && prefersPage(headers.accept);
}

/** Whether a URL is that of the GraphQL API, whose errors have a form of their own. */
export function isGraphql(url: string): boolean {
  return /^\/graphql(?:\?|$)/.test(url);
}

/** Whether a URL's path is the base or continues it with a segment. */
function isBelow(url: string, base: string): boolean {
  return url.startsWith(base) && (url.length === base.length || '/?'.includes(url.charAt(base.length)));
}
