import type { AddressInfo, Server } from 'node:net';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { FastifyInstance } from 'fastify';
import type { Logger } from 'pino';
import type { Database } from '../database/database.js';
import type { SharedFigures } from '../server/metrics/figures.js';
import { listenFailure } from './listen-failure.js';
import { createRequestLogger } from './request-logger.js';
import type { Settings } from './settings.js';

/** Maximum time for running requests after the server has stopped listening, in milliseconds. */
const DRAIN_MS = 10_000;

/** Connections that the system queues until they are accepted, up to its own limit (`somaxconn`). */
const BACKLOG = 2_048;

/** Dependencies of the server. The database stays open when it stops. */
export interface ServerParts {
  readonly settings: Settings;
  readonly log: Logger;
  readonly database: Database;
  /** Undefined if this is the only process on the port. */
  readonly worker?: WorkerParts;
}

/** How the server shares its port with others. */
export interface WorkerParts {
  /** Number of this worker. */
  readonly place: number;
  /** The port, which is reserved for all of them. */
  readonly port: number;
  readonly figures: SharedFigures;
}

/** The server of this process, listening. */
export interface GatewayServer {
  /** URLs of its addresses, that of HOST first. */
  readonly addresses: readonly string[];
  /** The port, chosen by the system if PORT is 0. */
  readonly port: number;
  /** Makes `/readyz` fail, while everything else is still served. */
  drain(): void;
  /**
   * Stops listening, waits for running requests, ten seconds at most, and closes what belongs to the server.
   * @param closed called when no more connections are accepted.
   */
  close(closed?: () => void): Promise<void>;
}

/** Loads the modules of the server, which other commands do not need. */
export async function loadServer() {
  const [{ createApp }, { openQuotaStore }, { listen }, { logUnhandledRejections }] = await Promise.all([
    import('../server/app.js'),
    import('../quotas/open-store.js'),
    import('../server/listening.js'),
    import('../server/unhandled-rejections.js'),
  ]);
  return { createApp, openQuotaStore, listen, logUnhandledRejections };
}

/**
 * Starts the server that the settings describe.
 * @throws OperatorError if the port is not available.
 */
export async function startGatewayServer({
  settings,
  log,
  database,
  worker,
}: ServerParts): Promise<GatewayServer> {
  const { createApp, listen, logUnhandledRejections, openQuotaStore } = await loadServer();
  logUnhandledRejections(log);
  const replicas = settings.DATABASE_REPLICA_URL;
  if (replicas !== undefined) await database.useReplicas(replicas, log);
  const tracer = await openTracer(settings, log);
  const quotaStore = await openQuotaStore(settings.REDIS_URL, log, replicas !== undefined);
  const app = await createApp({
    database,
    log,
    quotaStore,
    introspection: settings.GRAPHQL_INTROSPECTION,
    isSubgraph: settings.GRAPHQL_FEDERATION === 'on',
    trustedDocuments: trustedDocumentsOf(settings),
    issuer: issuerOf(settings),
    publicUrl: settings.PUBLIC_URL,
    trustProxy: settings.TRUST_PROXY,
    corsOrigins: settings.CORS_ORIGINS,
    metricsToken: settings.METRICS_TOKEN,
    requestLog: { log: createRequestLogger(settings, worker?.place), isOn: settings.LOG_REQUESTS },
    sharedFigures: worker?.figures,
    tracer,
  });
  const addresses = await listenAt(app, listen, settings, worker);
  return {
    addresses,
    port: (app.server.address() as AddressInfo).port,
    drain: () => app.drain(),
    close: async (closed) => {
      const deadline = setTimeout(() => app.server.closeAllConnections(), DRAIN_MS);
      const ended = app.close();
      if (closed) void untilItListensNoMore(app).then(closed);
      await ended;
      clearTimeout(deadline);
      await quotaStore.close();
      await tracer?.shutdown();
    },
  };
}

/** Loads the modules of OpenTelemetry only if traces are exported. */
async function openTracer({ OTEL_EXPORTER_OTLP_ENDPOINT }: Settings, log: Logger) {
  if (OTEL_EXPORTER_OTLP_ENDPOINT === undefined) return undefined;
  const { openTelemetryTracer } = await import('../observability/open-telemetry/open-tracer.js');
  return openTelemetryTracer({ endpoint: OTEL_EXPORTER_OTLP_ENDPOINT, log });
}

function trustedDocumentsOf({ GRAPHQL_DOCUMENTS: file, GRAPHQL_DOCUMENTS_ONLY: excludesOthers }: Settings) {
  return file === undefined ? undefined : { file, excludesOthers };
}

function issuerOf({ OAUTH_ISSUER, OAUTH_AUDIENCE, OAUTH_ORGANIZATION_CLAIM }: Settings) {
  return OAUTH_ISSUER === undefined || OAUTH_AUDIENCE === undefined
    ? undefined
    : { issuer: OAUTH_ISSUER, audience: OAUTH_AUDIENCE, organizationClaim: OAUTH_ORGANIZATION_CLAIM };
}

/** Returns the URLs of the addresses. */
async function listenAt(
  app: FastifyInstance,
  listen: typeof import('../server/listening.js').listen,
  { HOST, PORT }: Settings,
  worker: WorkerParts | undefined,
): Promise<string[]> {
  const addresses: string[] = [];
  try {
    await listen(app, {
      host: HOST,
      port: worker?.port ?? PORT,
      isShared: worker !== undefined,
      backlog: BACKLOG,
      listenTextResolver: (address) => {
        addresses.push(address);
        // The first process logs it, once for all workers.
        return worker === undefined ? `listening at ${address}` : 'accepting connections';
      },
    });
    return addresses;
  } catch (error) {
    await app.close();
    throw listenFailure(error, HOST, worker?.port ?? PORT);
  }
}

async function untilItListensNoMore({ server }: { readonly server: Server }): Promise<void> {
  while (server.listening) await nextTurn();
}
