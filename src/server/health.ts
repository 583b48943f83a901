import type { FastifyInstance } from 'fastify';
import type { Database } from '../database/database.js';
import { isMigrated } from '../database/migrate.js';
import { Readiness } from './readiness.js';

/** Liveness (`/healthz`) and readiness (`/readyz`), open to all. */
export function healthRoutes(app: FastifyInstance, database: Database, isDraining: () => boolean): void {
  const readiness = new Readiness(() => whyNotReady(database, app.log));
  app.get('/healthz', () => ({ status: 'ok' }));
  app.get('/readyz', async (_request, reply) => {
    const reason = isDraining() ? 'draining' : await readiness.reason();
    if (reason !== undefined) reply.code(503);
    reply.header('cache-control', 'no-store');
    return reason === undefined ? { status: 'ready' } : { status: 'not ready', reason };
  });
}

/** The reason why the service is not ready, for an operator; undefined if it is ready. */
async function whyNotReady(
  database: Database,
  log: { warn(details: object, message: string): void },
): Promise<string | undefined> {
  try {
    if (await database.isReadOnly()) return 'database read-only';
    return (await isMigrated(database)) ? undefined : 'database not migrated';
  } catch (err) {
    log.warn({ err }, 'readiness');
    return 'database unreachable';
  }
}
