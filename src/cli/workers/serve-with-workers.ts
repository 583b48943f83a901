import cluster from 'node:cluster';
import type { ServingRecord } from '../../database/embedded/serving-process.js';
import { OperatorError } from '../../errors/operator-error.js';
import { listenFailure } from '../listen-failure.js';
import { endInTime } from '../stop-signal.js';
import type { CommandContext } from '../with-database.js';
import type { Assignment } from './messages.js';
import { Supervisor } from './supervisor.js';
import { connectionsOf } from './worker-count.js';
import { startWorkerProcess } from './worker-process.js';

/** Reports that the server has started, with its URL and port. */
export type OnServing = (url: string, port: number) => Promise<ServingRecord | undefined>;

/** Serves with several processes behind the port, which this one starts and supervises, until a signal stops it. */
export async function serveWithWorkers(
  context: CommandContext,
  workers: number,
  onServing: OnServing,
): Promise<void> {
  const { HOST: host, PORT: port } = context.settings;
  if (!cluster.isPrimary) {
    throw new OperatorError(
      'A process that a cluster of another program has started cannot start workers: have that program start it alone, or leave --workers out.',
    );
  }
  const { withReservedPort } = await import('../../server/reserved-port.js');
  let hasPort = false;
  try {
    await withReservedPort({ host, port }, (reserved) => {
      hasPort = true;
      return supervise(context, assignmentsOf(context, workers, reserved), onServing);
    });
  } catch (error) {
    throw hasPort ? error : listenFailure(error, host, port);
  }
}

function assignmentsOf(
  { settings, embeddedUrl }: CommandContext,
  workers: number,
  port: number,
): Assignment[] {
  return Array.from({ length: workers }, (_, i) => {
    const place = i + 1;
    return { place, port, embeddedUrl, poolSize: connectionsOf(place, workers, settings.DATABASE_POOL_SIZE) };
  });
}

async function supervise(
  context: CommandContext,
  assignments: readonly Assignment[],
  onServing: OnServing,
): Promise<void> {
  const { settings, log, database, stopped } = context;
  const supervisor = new Supervisor(assignments, startWorkerProcess, log);
  context.onDatabasePort((moved) => supervisor.moveDatabase(moved));
  let record: ServingRecord | undefined;
  // No balancer sends requests before it is ready.
  let graceSeconds = 0;
  try {
    const addresses = await Promise.race([supervisor.start(), stopped]);
    const [url] = addresses ?? [];
    if (addresses === undefined || url === undefined) return;
    for (const address of addresses) log.info({ workers: assignments.length }, `listening at ${address}`);
    graceSeconds = settings.SHUTDOWN_GRACE;
    record = await onServing(url, assignments[0]?.port ?? 0);
    // The workers have all connections of DATABASE_POOL_SIZE.
    await database.close();
    await Promise.race([stopped, supervisor.failure]);
  } catch (error) {
    endInTime(settings, log);
    throw error;
  } finally {
    log.info({ graceSeconds }, 'stopping: running requests may finish');
    await supervisor.stop(graceSeconds * 1_000);
    await record?.remove();
  }
}
