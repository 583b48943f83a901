import fastifyCors from '@fastify/cors';
import type { FastifyInstance } from 'fastify';

/** Headers of answers that scripts of other sites may read. */
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
 * Lets scripts of these origins call (Fetch Standard, "CORS protocol"), with a credential that they hold
 * themselves: the browser's cookies stay out of it. Preflights are answered here, uncounted.
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
