import fastifyCors from '@fastify/cors';
import type { FastifyInstance } from 'fastify';

/** Headers of responses that scripts of other sites may read. */
const EXPOSED = [
  'RateLimit-Policy',
  'RateLimit-Limit',
  'RateLimit-Remaining',
  'RateLimit-Reset',
  'X-RateLimit-Limit',
  'X-RateLimit-Remaining',
  'X-RateLimit-Reset',
  'Retry-After',
  'Location',
  'X-Request-Id',
  'Idempotency-Replayed',
];

/** Seconds for which a browser may cache the result of a preflight. */
const REMEMBERED_S = 600;

/**
 * Allows scripts of these origins to send requests (Fetch Standard, "CORS protocol"), with a credential of their own
 * and never with the browser's cookies. Preflights are answered here and do not count.
 */
export async function allowOrigins(app: FastifyInstance, origins: readonly string[]): Promise<void> {
  if (origins.length === 0) return;
  await app.register(fastifyCors, {
    origin: origins.includes('*') ? '*' : [...origins],
    credentials: false,
    methods: ['GET', 'HEAD', 'POST', 'PATCH', 'DELETE'],
    exposedHeaders: EXPOSED,
    maxAge: REMEMBERED_S,
    strictPreflight: false,
  });
}
