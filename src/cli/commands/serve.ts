import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { Command } from 'commander';
import type { FastifyInstance } from 'fastify';
import { recordServingProcess } from '../../database/embedded/serving-process.js';
import { isMigrated, isMigratedFurther, requireReachableTables } from '../../database/migrate.js';
import { requireRights } from '../../database/rights.js';
import { announce } from '../announcement.js';
import { ensureDemo } from '../demo/demo.js';
import { listenFailure } from '../listen-failure.js';
import { createRequestLogger } from '../request-logger.js';
import { dataFolder, type Settings } from '../settings.js';
import { settingsHelp } from '../settings-help.js';
import { type Session, withDatabase } from '../with-database.js';

/** Longest time in milliseconds that running requests get once the server listens no more. */
const DRAIN_MS = 10_000;

/** Connections that the system keeps until they are taken, as far as it has so many (`somaxconn`). */
const BACKLOG = 2_048;

/** `claims serve` */
export function serveCommand(): Command {
  return new Command('serve')
    .description('start the server; Ctrl-C or SIGTERM lets running requests finish and stops it')
    .addHelpText('after', () => settingsHelp(process.env))
    .action(() => {
      // Meanwhile the database starts. A failure is thrown where the module is used.
      setImmediate(() => loadApp().catch(() => {}));
      return withDatabase('server', serve);
    });
}

/** Loaded here, so that the other commands start without the server's packages. */
function loadApp() {
  return import('../../server/app.js');
}

async function serve(session: Session): Promise<void> {
  const { settings, log, database, embedded, stopped } = session;
  const demoKey = embedded ? await ensureDemo(database, dataFolder(settings)) : undefined;
  const migrated = embedded || (await isMigrated(database));
  if (migrated && !embedded) await requireRights(database);
  if (!migrated) await requireReachableTables(database);
  const { createApp } = await loadApp();
  const { openQuotaStore } = await import('../../quotas/open-store.js');
  const { logUnhandledRejections } = await import('../../server/unhandled-rejections.js');
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
  const address = settings.PUBLIC_URL ?? url;
  const record = embedded
    ? await recordServingProcess(dataFolder(settings), { port: portOf(app), address })
    : undefined;
  await announce(session, address, demoKey);
  if (!migrated) {
    log.warn('the database is not up to date: run `claims migrate`');
  } else if (await isMigratedFurther(database)) {
    log.warn('the database was migrated by a newer version: start that one, unless you are going back');
  }
  await stopped;
  const graceMs = settings.SHUTDOWN_GRACE * 1_000;
  log.info({ graceSeconds: settings.SHUTDOWN_GRACE }, 'stopping: running requests may finish');
  // A balancer sees it and sends no more, while what it has sent is still served.
  app.drain();
  await sleep(graceMs);
  const deadline = setTimeout(() => app.server.closeAllConnections(), DRAIN_MS);
  await app.close();
  clearTimeout(deadline);
  await quotaStore.close();
  await record?.remove();
  await tracer?.shutdown();
}

/** Loads the modules of OpenTelemetry only where traces are exported. */
async function openTracer({ OTEL_EXPORTER_OTLP_ENDPOINT }: Settings, log: Session['log']) {
  if (OTEL_EXPORTER_OTLP_ENDPOINT === undefined) return undefined;
  const { openTelemetryTracer } = await import('../../observability/open-telemetry/open-tracer.js');
  return openTelemetryTracer({ endpoint: OTEL_EXPORTER_OTLP_ENDPOINT, log });
}

function issuerOf({ OAUTH_ISSUER, OAUTH_AUDIENCE, OAUTH_ORGANIZATION_CLAIM }: Settings) {
  return OAUTH_ISSUER === undefined || OAUTH_AUDIENCE === undefined
    ? undefined
    : { issuer: OAUTH_ISSUER, audience: OAUTH_AUDIENCE, organizationClaim: OAUTH_ORGANIZATION_CLAIM };
}

async function listenAt(app: FastifyInstance, host: string, port: number): Promise<string> {
  try {
    const { listen } = await import('../../server/listening.js');
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

/** The port that the server listens on; the system has chosen it when PORT is 0. */
function portOf(app: FastifyInstance): number {
  return (app.server.address() as AddressInfo).port;
}
