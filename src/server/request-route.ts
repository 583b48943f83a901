import type { FastifyRequest } from 'fastify';

/** Stands for all paths without a route, of which clients can send as many as they like. */
const UNMATCHED = 'unmatched';

/** What probes, scrapers and browsers ask for all the time. */
const ROUTINE = new Set(['/healthz', '/readyz', '/metrics', '/assets/*', '/favicon.ico']);

/** Patterns by themselves: the regular expression of a parameter, as in `:id(^[^]+$)`, does not help readers. */
const patterns = new Map<string, string>();

function patternOf(url: string): string {
  const known = patterns.get(url);
  if (known !== undefined) return known;
  const pattern = url.replace(/\(.*?\)(?=\/|$)/g, '');
  patterns.set(url, pattern);
  return pattern;
}

/** The route of a request as logs, metrics and traces name it: its pattern, never the URL, which may hold secrets. */
export function routeOf({ is404, routeOptions }: FastifyRequest): string {
  const { url, config } = routeOptions;
  if (is404 || url === undefined) return UNMATCHED;
  return config.measuredAs ?? patternOf(url);
}

/** Whether requests of this route are logged at debug only and not traced: health checks, metrics and assets. */
export function isRoutine(route: string): boolean {
  return ROUTINE.has(route);
}
