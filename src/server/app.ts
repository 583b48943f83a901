import { randomUUID } from 'node:crypto';
import Fastify, { type FastifyBaseLogger, type FastifyInstance, LogController } from 'fastify';
import type { Database } from '../database/database.js';
import { ApiKeys } from '../identity/api-keys.js';
import { LastUse } from '../identity/last-use.js';
import { apiCatalogRoute } from '../rest/api-catalog/route.js';
import { REST_BASE } from '../rest/base.js';
import { restOperations } from '../rest/operations.js';
import { answerFailures, sendFailure } from './failures.js';
import type { Introspection } from './graphql/access.js';
import { startApollo } from './graphql/apollo.js';
import { graphqlRoute } from './graphql/route.js';
import { healthRoutes } from './health.js';
import { identifyCallers } from './identify.js';
import { LARGEST_BODY, readJsonBodies } from './json-body.js';
import { answerUnmatched } from './unmatched.js';

/** What the server is built from. */
export interface AppOptions {
  readonly database: Database;
  readonly log: FastifyBaseLogger;
  readonly introspection: Introspection;
}

/** Most bytes of a request's headers. */
const LARGEST_HEADERS = 16 * 1024;

/**
 * Builds the server: what a request meets, in that order. It does not listen yet. Closing it lets running
 * requests finish; the database stays open, it is the caller's.
 */
export async function createApp({ database, log, introspection }: AppOptions): Promise<FastifyInstance> {
  const app: FastifyInstance = Fastify({
    loggerInstance: log,
    logController: new LogController({ disableRequestLogging: true, requestIdLogLabel: 'requestId' }),
    genReqId: () => randomUUID(),
    bodyLimit: LARGEST_BODY,
    http: { maxHeaderSize: LARGEST_HEADERS },
    // A GTIN that is too long is the caller's mistake to be told (422), not an unknown path.
    routerOptions: { maxParamLength: LARGEST_HEADERS },
    // No hook runs for these requests.
    frameworkErrors: (error, request, reply) =>
      sendFailure(error, request, reply.header('x-request-id', request.id)),
    return503OnClosing: false,
    forceCloseConnections: 'idle',
  });
  let draining = false;
  app.addHook('preClose', async () => {
    draining = true;
  });
  app.addHook('onSend', async (request, reply) => {
    reply.header('x-request-id', request.id);
    // Keep-alive connections would outlive the server that is closing.
    if (draining) reply.header('connection', 'close');
  });

  app.addHook('onResponse', async (request, reply) => {
    const { method, url, log: requestLog } = request;
    requestLog.debug({ method, url, status: reply.statusCode, ms: reply.elapsedTime }, 'answered');
  });

  answerFailures(app);
  answerUnmatched(app);
  readJsonBodies(app);
  const lastUse = new LastUse(database, (err) => log.warn({ err }, 'the last use of a key was not written'));
  identifyCallers(app, new ApiKeys(database, lastUse));

  healthRoutes(app, database, () => draining);
  apiCatalogRoute(app);
  await app.register(restOperations, { prefix: REST_BASE, database });
  const apollo = await startApollo(introspection, log);
  graphqlRoute(app, apollo, database, introspection);
  app.addHook('onClose', async () => {
    await apollo.stop();
    await lastUse.settle();
  });
  return app;
}
