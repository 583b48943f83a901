import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { isRoutine, routeOf } from './request-route.js';

/** A logger with the two levels of the request log. */
export interface RequestLogger {
  /** The minimum level of written lines. */
  readonly level: string;
  info(fields: object, message: string): void;
  debug(fields: object, message: string): void;
}

/** The logger of requests and its level. */
export interface RequestLogOptions {
  readonly log: RequestLogger;
  /** Whether requests are logged at info; else at debug. */
  readonly isOn: boolean;
}

/**
 * Writes one line for each request, which never contains what the request has sent, such as the URL, headers, the
 * query, variables and bodies. If the level shows no such lines, no hook runs.
 */
export function logRequests(app: FastifyInstance, { log, isOn }: RequestLogOptions): void {
  const isDebug = ['debug', 'trace'].includes(log.level);
  if (!isDebug && !(isOn && log.level === 'info')) return;

  function write(request: FastifyRequest, reply?: FastifyReply): void {
    const route = routeOf(request);
    if (isOn && !isRoutine(route)) log.info(lineOf(request, route, reply), 'request');
    else if (isDebug) log.debug(lineOf(request, route, reply), 'request');
  }

  app.decorateRequest('receivedAt', 0);
  app.addHook('onRequest', (request, _reply, done) => {
    request.receivedAt = performance.now();
    done();
  });
  app.addHook('onResponse', (request, reply, done) => {
    write(request, reply);
    done();
  });
  app.addHook('onRequestAbort', (request, done) => {
    write(request);
    done();
  });
}

declare module 'fastify' {
  interface FastifyRequest {
    /** `performance.now()` at the beginning of the request lifecycle. Set when requests are logged. */
    receivedAt: number;
  }
}

/** Members that are undefined are left out of the line. A request without a response was aborted by its client. */
function lineOf(request: FastifyRequest, route: string, reply: FastifyReply | undefined): object {
  const { operation } = request;
  return {
    requestId: request.id,
    traceId: request.trace?.traceId,
    method: request.method,
    route,
    operationType: operation?.type,
    operationName: operation?.name,
    status: reply?.statusCode,
    errorStatus: operation?.errorStatus || undefined,
    aborted: reply ? undefined : true,
    durationMs: Math.round((performance.now() - request.receivedAt) * 1000) / 1000,
    statements: request.database?.statementCount,
    account: request.quota?.accountName,
    cost: operation?.cost,
  };
}
