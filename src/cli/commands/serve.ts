import { setTimeout as sleep } from 'node:timers/promises';
import { Command } from 'commander';
import { recordServingProcess } from '../../database/embedded/serving-process.js';
import { isMigrated, isMigratedFurther, requireReachableTables } from '../../database/migrate.js';
import { requireRights } from '../../database/rights.js';
import { announce } from '../announcement.js';
import { ensureDemo } from '../demo/demo.js';
import { loadServer, startGatewayServer } from '../gateway-server.js';
import { dataFolder, readSettings } from '../settings.js';
import { settingsHelp } from '../settings-help.js';
import { type CommandContext, withDatabase } from '../with-database.js';
import { type OnServing, serveWithWorkers } from '../workers/serve-with-workers.js';
import { work } from '../workers/worker.js';
import { requireSettingsOfWorkers, workersArgument } from '../workers/worker-count.js';
import { isWorkerProcess } from '../workers/worker-process.js';

/** `claims serve` */
export function serveCommand(): Command {
  return new Command('serve')
    .description('start the server; Ctrl-C or SIGTERM lets running requests finish and stops it')
    .option('--workers <number>', 'processes behind the port, or auto: one for each core', workersArgument, 1)
    .addHelpText('after', () => settingsHelp(process.env))
    .action(({ workers }: { readonly workers: number }) => {
      if (isWorkerProcess()) return work();
      requireSettingsOfWorkers(workers, readSettings(process.env));
      // The database starts at the same time. A failure is thrown where the modules are used.
      if (workers === 1) setImmediate(() => loadServer().catch(() => {}));
      return withDatabase('server', (context) => serve(context, workers));
    });
}

async function serve(context: CommandContext, workers: number): Promise<void> {
  const { settings, log, database, embedded } = context;
  const demoKey = embedded ? await ensureDemo(database, dataFolder(settings)) : undefined;
  const migrated = embedded || (await isMigrated(database));
  if (migrated && !embedded) await requireRights(database);
  if (!migrated) await requireReachableTables(database);
  const onServing: OnServing = async (url, port) => {
    const address = settings.PUBLIC_URL ?? url;
    const record = embedded ? await recordServingProcess(dataFolder(settings), { port, address }) : undefined;
    await announce(context, address, demoKey);
    if (!migrated) {
      log.warn('the database is not up to date: run `claims migrate`');
    } else if (await isMigratedFurther(database)) {
      log.warn('the database was migrated by a newer version: start that one, unless you are going back');
    }
    return record;
  };
  await (workers === 1 ? serveAlone(context, onServing) : serveWithWorkers(context, workers, onServing));
}

async function serveAlone(
  { settings, log, database, stopped }: CommandContext,
  onServing: OnServing,
): Promise<void> {
  const server = await startGatewayServer({ settings, log, database });
  const record = await onServing(server.addresses[0] ?? '', server.port);
  await stopped;
  const graceMs = settings.SHUTDOWN_GRACE * 1_000;
  log.info({ graceSeconds: settings.SHUTDOWN_GRACE }, 'stopping: running requests may finish');
  // A balancer that reads it sends no more requests, while earlier ones are still served.
  server.drain();
  await sleep(graceMs);
  await server.close();
  await record?.remove();
}
