import type { FastifyRequest } from 'fastify';

/** Name of all paths without a route, whose number has no limit. */
const UNMATCHED = 'unmatched';

/** Routes that probes, scrapers and browsers request all the time. */
const ROUTINE = new Set(['/healthz', '/readyz', '/metrics', '/assets/*', '/favicon.ico']);

/** Removes the regular expressions of parameters, as in `:id(^[^]+$)`. */
const patterns = new Map<string, string>();

function patternOf(url: string): string {
  const known = patterns.get(url);
  if (known !== undefined) return known;
  const pattern = url.replace(/\(.*?\)(?=\/|$)/g, '');
  patterns.set(url, pattern);
  return pattern;
}

/** The route of a request in logs, metrics and traces: its pattern, never the URL, which can contain secrets. */
export function routeOf({ is404, routeOptions }: FastifyRequest): string {
  const { url, config } = routeOptions;
  if (is404 || url === undefined) return UNMATCHED;
  return config.measuredAs ?? patternOf(url);
}

/** Whether requests of this route are logged at debug only and not traced: health checks, metrics and assets. */
export function isRoutine(route: string): boolean {
  return ROUTINE.has(route);
}
