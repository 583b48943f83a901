import type { FastifyInstance } from 'fastify';
import type { Database } from '../database/database.js';

declare module 'fastify' {
  interface FastifyRequest {
    /** The database with the limits of this request. Set on the routes of both APIs. */
    database: Database;
  }
}

/** Account of callers without a credential, whose operations send no statement. */
const ANONYMOUS = 'anonymous';

/**
 * Applies the limits of statements and rows to each request of the APIs (docs/contract.md, "Limits of a request"), from
 * authentication until its response is written.
 */
export function limitDatabaseUse(app: FastifyInstance, database: Database): void {
  app.decorateRequest('database', undefined as unknown as Database);
  app.addHook('onRequest', (request, _reply, done) => {
    if (request.api !== undefined && !request.is404) {
      const { socket } = request.raw;
      const account = request.principal?.quota.name ?? ANONYMOUS;
      request.database = database.forRequest(account, () => socket.destroyed, request.trace);
      // In the GraphQL API, `OperationGate` decides this when the type of the operation is known.
      if (request.api === 'rest' && request.quota?.mayReadReplica) request.database.preferReplica();
    }
    done();
  });
  app.addHook('onSend', ({ database: used }, _reply, _payload, done) => {
    used?.endRequest();
    done();
  });
}
