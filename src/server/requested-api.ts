import type { FastifyInstance, FastifyRequest } from 'fastify';
import { prefersPage } from '../graphql/media-type.js';
import { REST_BASE } from '../rest/base.js';
import { plainUrl } from './request-target.js';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** The API that the route belongs to; undefined: open to all, without credentials. */
    api?: Api;
    /** Whether the route changes data: a credential that can never write is refused before the body is read. */
    writes?: boolean;
    /** Returns how many requests of the quota a request with this body costs; undefined: one, whatever its body. */
    costOf?: (body: unknown) => number;
    /** The name that many routes share in the metrics; undefined: the URL of the route. */
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
 * Determines the API of a request once, because Fastify creates `routeOptions` at each access. Registered before all
 * hooks that read it.
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
 * The API of a request; undefined for paths without authentication. The beginning of a path without a route decides, so
 * that its caller is authenticated and counted as well.
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
  if (isBelow(plain, '/graphql')) return 'graphql';
  return isBelow(plain, '/session') ? 'session' : undefined;
}

/** Whether a browser has opened `/graphql` as a page, which redirects to the explorer. */
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
