import { randomUUID } from 'node:crypto';
import fastifyCookie from '@fastify/cookie';
import Fastify, { type FastifyBaseLogger, type FastifyInstance, LogController } from 'fastify';
import type { Database } from '../database/database.js';
import type { Introspection } from '../graphql/access.js';
import { startApollo } from '../graphql/apollo.js';
import { DocumentCache } from '../graphql/document-cache.js';
import { PlanCache } from '../graphql/executor/plan-cache.js';
import { buildGatewaySchema } from '../graphql/schema.js';
import {
  loadTrustedDocuments,
  type TrustedDocumentsOptions,
} from '../graphql/trusted-documents/load-trusted-documents.js';
import { TrustedDocuments } from '../graphql/trusted-documents/trusted-documents.js';
import { ApiKeys } from '../identity/api-keys.js';
import { type BearerSettings, BearerTokens } from '../identity/bearer-tokens.js';
import { Identification } from '../identity/identification.js';
import { LastUse } from '../identity/last-use.js';
import { Sessions } from '../identity/sessions.js';
import type { RequestTracer } from '../observability/request-tracer.js';
import { ADDRESS_PER_MINUTE } from '../quotas/accounts.js';
import type { QuotaStore } from '../quotas/quota-store.js';
import { Quotas } from '../quotas/quotas.js';
import { apiCatalogRoute } from '../rest/api-catalog/route.js';
import { REST_BASE } from '../rest/base.js';
import { PublicAddress } from '../rest/public-address.js';
import { restRoutes } from '../rest/routes.js';
import { EventWaits } from '../services/feed/event-waits.js';
import { AddressQuota } from './address-quota.js';
import { admitCallers, authenticateCallers } from './authentication.js';
import { handleClientError, MAX_HEADER_BYTES, MAX_HEADERS } from './client-error-handler.js';
import { type ConnectionLimits, connectionLimits } from './connection-limits.js';
import { allowOrigins } from './cors.js';
import { shareDocuments } from './discovery.js';
import { handleErrors } from './error-handler.js';
import { assetRoutes } from './explorer/assets.js';
import { pageRoutes } from './explorer/pages.js';
import { graphqlRoute } from './graphql-route.js';
import { healthRoutes } from './health.js';
import { HeldConnections, readArrived } from './held-connections.js';
import { readJsonBodies } from './json-body.js';
import { limitLargeAnswers } from './large-answers.js';
import { shedLoad } from './load-shedding.js';
import type { SharedFigures } from './metrics/figures.js';
import { metricsRoute } from './metrics/metrics-route.js';
import { answerForNode } from './node-answers.js';
import { handleNotFound } from './not-found.js';
import { watchRequests } from './open-requests.js';
import { answerInTurn, ServerRequest } from './pipelining.js';
import { describeProtectedResource } from './protected-resource.js';
import { limitRates } from './rate-limiting.js';
import { limitDatabaseUse } from './request-database.js';
import { logRequests, type RequestLogOptions } from './request-log.js';
import { routedUrl } from './request-target.js';
import { determineApi } from './requested-api.js';
import { setResponseHeaders } from './response-headers.js';
import { schemaRoute } from './schema-route.js';
import { sessionRoutes } from './session/routes.js';
import { traceRequests } from './trace-requests.js';
import { waitForEvents } from './waiting-requests.js';

declare module 'fastify' {
  interface FastifyInstance {
    /** Makes `/readyz` fail and every response close its connection; the server still listens. */
    drain(): void;
  }
}

/** Dependencies and settings of the server. */
export interface AppOptions {
  readonly database: Database;
  readonly log: FastifyBaseLogger;
  readonly introspection: Introspection;
  /** Whether routers of Apollo Federation 2 can use the GraphQL API as a subgraph; false by default. */
  readonly isSubgraph?: boolean;
  /** Documents that clients name by their ids; undefined: there are none. */
  readonly trustedDocuments?: TrustedDocumentsOptions | undefined;
  readonly quotaStore: QuotaStore;
  /** Requests a minute of an address without a valid credential. */
  readonly addressPerMinute?: number;
  /** The issuer whose bearer tokens are accepted; undefined: none are. */
  readonly issuer?: BearerSettings | undefined;
  /** `PUBLIC_URL`: our own address, as browsers see it behind a proxy, without a slash at its end. */
  readonly publicUrl?: string | undefined;
  /** Addresses whose `X-Forwarded-*` is trusted. */
  readonly trustProxy?: readonly string[];
  /** Origins whose scripts may call; `*`: all. */
  readonly corsOrigins?: readonly string[];
  /** The token that `/metrics` requires; undefined: it serves this machine alone. */
  readonly metricsToken?: string | undefined;
  /** Where requests are logged; without it they are logged at debug to `log`. */
  readonly requestLog?: RequestLogOptions;
  /** Collects the metrics of all processes on the port; undefined: this is the only one. */
  readonly sharedFigures?: SharedFigures | undefined;
  /** Records requests as spans; undefined: they are not traced. The caller shuts it down. */
  readonly tracer?: RequestTracer | undefined;
  /** Limits other than those of `claims serve`. */
  readonly limits?: Partial<ConnectionLimits>;
}

/**
 * Builds the server and registers the request lifecycle, in order. It does not listen yet. Closing it waits for running
 * requests; database and quota store stay open and belong to the caller. Throws an `OperatorError` for invalid trusted
 * documents.
 */
export async function createApp(options: AppOptions): Promise<FastifyInstance> {
  const { database, log, introspection, trustProxy = [], corsOrigins = [] } = options;
  const address = new PublicAddress(options.publicUrl);
  const schema = await buildGatewaySchema(options.isSubgraph);
  const trusted = options.trustedDocuments
    ? await loadTrustedDocuments(schema, options.trustedDocuments)
    : new TrustedDocuments();
  const limits = { ...connectionLimits, ...options.limits };
  const app: FastifyInstance = Fastify({
    loggerInstance: log,
    logController: new LogController({ disableRequestLogging: true, requestIdLogLabel: 'requestId' }),
    genReqId: () => randomUUID(),
    http: {
      IncomingMessage: ServerRequest,
      maxHeaderSize: MAX_HEADER_BYTES,
      requireHostHeader: false,
      headersTimeout: limits.headersTimeoutMs,
      connectionsCheckingInterval: limits.checkIntervalMs,
    },
    requestTimeout: limits.requestTimeoutMs,
    connectionTimeout: limits.inactivityTimeoutMs,
    keepAliveTimeout: limits.keepAliveTimeoutMs,
    clientErrorHandler: (error, socket) => handleClientError(error, socket, log, { limits, address }),
    trustProxy: trustProxy.length > 0 ? [...trustProxy] : false,
    // A GTIN that is too long is a 422, not an unknown path.
    routerOptions: { maxParamLength: MAX_HEADER_BYTES },
    rewriteUrl: ({ url = '/' }) => routedUrl(url),
    return503OnClosing: false,
    forceCloseConnections: 'idle',
  });
  app.server.maxHeadersCount = MAX_HEADERS;
  const held = new HeldConnections();
  const waits = new EventWaits(database);
  let draining = false;
  const drain = () => {
    draining = true;
    held.stop();
    waits.drain();
  };
  app.decorate('drain', drain);
  app.addHook('preClose', async () => {
    drain();
    await readArrived();
  });
  setResponseHeaders(app, { address, isDraining: () => draining });
  determineApi(app);

  traceRequests(app, options.tracer);
  logRequests(app, options.requestLog ?? { log, isOn: false });

  const quotas = new Quotas(options.quotaStore);
  const addresses = new AddressQuota(quotas, options.addressPerMinute ?? ADDRESS_PER_MINUTE);
  const lastUse = new LastUse(database, (err) => log.warn({ err }, 'the last use of a key was not written'));
  const keys = new ApiKeys(database, lastUse);
  const sessions = new Sessions(database, lastUse);
  const tokens = options.issuer && new BearerTokens(options.issuer, database, log);
  const documents = new DocumentCache(undefined, undefined, trusted);
  const plans = new PlanCache();

  answerInTurn(app.server, limits.maxPipelined);
  watchRequests(app, limits);
  shedLoad(app, held, limits.concurrency);
  waitForEvents(app, waits, limits.waits);
  handleErrors(app);
  answerForNode(app);
  shareDocuments(app, address);
  await allowOrigins(app, corsOrigins);
  // The plugin only sets cookies: `sessionIdsOf` reads the session.
  await app.register(fastifyCookie, { hook: false });
  authenticateCallers(app, new Identification(keys, tokens, sessions), addresses);
  limitRates(app, quotas, addresses);
  handleNotFound(app);
  admitCallers(app, address);
  limitDatabaseUse(app, database);
  readJsonBodies(app, limits.bodies);
  const largeAnswers = limitLargeAnswers(app, limits);

  metricsRoute(app, {
    database,
    quotas,
    largeAnswers,
    waits,
    caches: {
      documents,
      plans,
      api_keys: keys.cache,
      sessions: sessions.cache,
      ...(tokens && { bearer_tokens: tokens.cache }),
    },
    spans: options.tracer?.spans,
    token: options.metricsToken,
    shared: options.sharedFigures,
  });
  healthRoutes(app, database, () => draining);
  apiCatalogRoute(app, address);
  if (options.issuer) describeProtectedResource(app, address, options.issuer.issuer);
  // If only trusted documents are executed, the introspection of the explorer is refused.
  pageRoutes(app, trusted.excludesOthers ? 'off' : introspection, address);
  await assetRoutes(app);
  sessionRoutes(app, { database, keys, sessions, address });
  await app.register(restRoutes, { prefix: REST_BASE, address, database });
  schemaRoute(app, schema, introspection);
  const apollo = await startApollo(schema, introspection, log, documents, plans);
  graphqlRoute(app, apollo, { introspection, documents, trusted, address });
  app.addHook('onClose', async () => {
    await apollo.stop();
    await lastUse.settle();
  });
  return app;
}
