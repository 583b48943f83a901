import type { AddressInfo } from 'node:net';
import type { FastifyInstance } from 'fastify';
import type { Logger } from 'pino';
import type { Database } from '../database/database.js';
import { listenFailure } from './listen-failure.js';
import { createRequestLogger } from './request-logger.js';
import type { Settings } from './settings.js';

/** Longest time in milliseconds that running requests get once the server listens no more. */
const DRAIN_MS = 10_000;

/** Connections that the system keeps until they are taken, as far as it has so many (`somaxconn`). */
const BACKLOG = 2_048;

/** What the server works with. The database stays open when it stops. */
export interface ServerParts {
  readonly settings: Settings;
  readonly log: Logger;
  readonly database: Database;
}

/** The server of this process, which listens. */
export interface GatewayServer {
  readonly url: string;
  /** The system has chosen it when PORT is 0. */
  readonly port: number;
  /** Has `/readyz` say that the server stops, while everything else is still served. */
  drain(): void;
  /** Listens no more, lets running requests finish, ten seconds at most, and ends what belongs to the server. */
  close(): Promise<void>;
}

/**
 * Starts the server that the settings describe.
 * @throws OperatorError when the port cannot be had.
 */
export async function startServer({ settings, log, database }: ServerParts): Promise<GatewayServer> {
  // Loaded here, so that the other commands start without the server's packages.
  const { createApp } = await import('../server/app.js');
  const { openQuotaStore } = await import('../quotas/open-store.js');
  const { logUnhandledRejections } = await import('../server/unhandled-rejections.js');
  logUnhandledRejections(log);
  const tracer = await openTracer(settings, log);
  const quotaStore = await openQuotaStore(settings.REDIS_URL, log);
  const app = await createApp({
    database,
    log,
    quotaStore,
    introspection: settings.GRAPHQL_INTROSPECTION,
    issuer: issuerOf(settings),
    publicUrl: settings.PUBLIC_URL,
    trustProxy: settings.TRUST_PROXY,
    corsOrigins: settings.CORS_ORIGINS,
    metricsToken: settings.METRICS_TOKEN,
    requestLog: { log: createRequestLogger(settings), isOn: settings.LOG_REQUESTS },
    tracer,
  });
  const url = await listenAt(app, settings.HOST, settings.PORT);
  return {
    url,
    port: (app.server.address() as AddressInfo).port,
    drain: () => app.drain(),
    close: async () => {
      const deadline = setTimeout(() => app.server.closeAllConnections(), DRAIN_MS);
      await app.close();
      clearTimeout(deadline);
      await quotaStore.close();
      await tracer?.shutdown();
    },
  };
}

/** Loads the modules of OpenTelemetry only where traces are exported. */
async function openTracer({ OTEL_EXPORTER_OTLP_ENDPOINT }: Settings, log: Logger) {
  if (OTEL_EXPORTER_OTLP_ENDPOINT === undefined) return undefined;
  const { openTelemetryTracer } = await import('../observability/open-telemetry/open-tracer.js');
  return openTelemetryTracer({ endpoint: OTEL_EXPORTER_OTLP_ENDPOINT, log });
}

function issuerOf({ OAUTH_ISSUER, OAUTH_AUDIENCE, OAUTH_ORGANIZATION_CLAIM }: Settings) {
  return OAUTH_ISSUER === undefined || OAUTH_AUDIENCE === undefined
    ? undefined
    : { issuer: OAUTH_ISSUER, audience: OAUTH_AUDIENCE, organizationClaim: OAUTH_ORGANIZATION_CLAIM };
}

async function listenAt(app: FastifyInstance, host: string, port: number): Promise<string> {
  try {
    const { listen } = await import('../server/listening.js');
    return await listen(app, {
      host,
      port,
      backlog: BACKLOG,
      listenTextResolver: (address) => `listening at ${address}`,
    });
  } catch (error) {
    await app.close();
    throw listenFailure(error, host, port);
  }
}
