import { setTimeout as sleep } from 'node:timers/promises';
import { Database } from '../../database/database.js';
import { OperatorError } from '../../errors/operator-error.js';
import { failureSentence } from '../failure-sentence.js';
import { loadServer, startGatewayServer } from '../gateway-server.js';
import { createLogger } from '../logger.js';
import { readSettings } from '../settings.js';
import { endInTime, receiveSignal } from '../stop-signal.js';
import { WorkerChannel } from './worker-channel.js';

/**
 * Serves as one of several processes behind a port, until the first process or a signal stops it. The first process has
 * checked the database: if it cannot be reached now, requests fail and the worker continues.
 */
export async function work(): Promise<void> {
  const signal = receiveSignal();
  await loadServer();
  const channel = new WorkerChannel();
  try {
    await serveOnOrders(channel, signal);
    process.disconnect?.();
  } catch (error) {
    if (!(error instanceof OperatorError)) throw error;
    // The first process logs it, once for all workers.
    await channel.report({ kind: 'failed', sentence: failureSentence(error) });
    process.exit(1);
  }
}

async function serveOnOrders(channel: WorkerChannel, signal: Promise<unknown>): Promise<void> {
  const settings = readSettings(process.env);
  const assignment = await Promise.race([channel.assignment, signal.then(() => undefined)]);
  if (assignment === undefined) return;
  const { place, port, poolSize, embeddedUrl } = assignment;
  const log = createLogger(settings, place);
  const stopped = Promise.race([signal, channel.draining]);
  void stopped.then(() => endInTime(settings, log));
  const database = await Database.open({
    url: settings.DATABASE_URL ?? embeddedUrl ?? '',
    environment: embeddedUrl === undefined ? process.env : {},
    poolSize,
    pooler: settings.DATABASE_POOLER,
    warn: (message) => log.warn(message),
  });
  channel.onDatabasePort((moved) => database.usePort(moved));
  try {
    const server = await startGatewayServer({
      settings,
      log,
      database,
      worker: { place, port, figures: channel },
    });
    void channel.report({ kind: 'listening', addresses: server.addresses });
    await stopped;
    server.drain();
    const ownGrace = signal.then(() => sleep(settings.SHUTDOWN_GRACE * 1_000));
    await Promise.race([channel.closing, ownGrace]);
    await server.close(() => void channel.report({ kind: 'closed' }));
  } finally {
    await database.close();
  }
}
