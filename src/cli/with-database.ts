import type { Logger } from 'pino';
import { Database } from '../database/database.js';
import { useEmbeddedPostgres } from '../database/embedded/embedded-postgres.js';
import { requireDatabase } from '../database/embedded/folder-content.js';
import { migrate, requireMigrated } from '../database/migrate.js';
import { operatorFailure } from '../database/operator-failure.js';
import { poolerAdvice, poolerSign } from '../database/pooler.js';
import { requireSupportedServer } from '../database/supported-server.js';
import { OperatorError } from '../errors/operator-error.js';
import { createLogger } from './logger.js';
import { misspelledSettings } from './misspelled-settings.js';
import { dataFolder, readSettings, type Settings } from './settings.js';
import { endInTime, receiveSignal, type StopSignal } from './stop-signal.js';

/** The database of a command and what belongs to it. */
export interface CommandContext {
  readonly settings: Settings;
  readonly log: Logger;
  readonly database: Database;
  /** Whether the database is the embedded one. */
  readonly embedded: boolean;
  /** URL of the embedded database, with its password; undefined for another one. */
  readonly embeddedUrl: string | undefined;
  /**
   * Registers a function that is called whenever the embedded database runs again on another port after it has ended.
   */
  onDatabasePort(moved: (port: number) => void): void;
  /** Resolves when the process receives a signal to stop. Only the server waits for it; other commands are ended. */
  readonly stopped: Promise<void>;
}

/**
 * What a command expects: a `command` needs an existing embedded database, the others create it. An `initial-command`
 * is one with which an installation can begin.
 */
type CommandKind = 'server' | 'migration' | 'initial-command' | 'command';

/**
 * Opens the database that the environment names, or the embedded one, runs `work`, and closes everything. The embedded
 * database is migrated first; another one is migrated by the operator, and commands other than the migration refuse it
 * before.
 */
export async function withDatabase(
  kind: CommandKind,
  work: (context: CommandContext) => Promise<void>,
): Promise<void> {
  const settings = readSettings(process.env);
  const log = createLogger(settings);
  warnOfMisspelledSettings(settings, log);
  if (kind === 'command' && settings.DATABASE_URL === undefined) await requireDatabase(dataFolder(settings));
  // From here on, a signal must not end the process before it has released the embedded server.
  const signal = receiveSignal();
  if (kind === 'server') void signal.then(() => endInTime(settings, log));
  let opened: Database | undefined;
  const movements = new Set<(port: number) => void>();
  const server =
    settings.DATABASE_URL === undefined
      ? await useEmbeddedPostgres(dataFolder(settings), kind === 'server' ? kind : 'command', {
          revived: (port) => {
            opened?.usePort(port);
            for (const moved of movements) moved(port);
            log.warn({ port }, 'the connection to the embedded database was lost; it runs');
          },
          failed: (err) => log.error({ err }, 'the embedded database has ended and does not start'),
        })
      : undefined;
  if (kind !== 'server') endOnSignal(signal, server);
  try {
    const database = await Database.open({
      url: settings.DATABASE_URL ?? server?.url ?? '',
      // The address of the embedded server is complete: PGOPTIONS and other variables do not change it.
      environment: server ? {} : process.env,
      poolSize: settings.DATABASE_POOL_SIZE,
      pooler: settings.DATABASE_POOLER,
      warn: (message) => log.warn(message),
    });
    opened = database;
    try {
      await requireSupportedServer(database, server !== undefined);
      if (server) await migrate(database);
      else if (kind === 'command' || kind === 'initial-command') await requireMigrated(database);
      // Requests find it answered.
      if (kind === 'server') await database.isDistributed();
      const stopped = signal.then(() => undefined);
      await work({
        settings,
        log,
        database,
        embedded: server !== undefined,
        embeddedUrl: server?.url,
        onDatabasePort: (moved) => void movements.add(moved),
        stopped,
      });
    } finally {
      await database.close();
    }
  } catch (error) {
    const isExplained = error instanceof OperatorError || settings.DATABASE_POOLER !== undefined;
    const sign = isExplained ? undefined : poolerSign(error);
    if (sign !== undefined) throw new OperatorError(poolerAdvice(sign), { cause: error });
    throw operatorFailure(error, server !== undefined);
  } finally {
    await server?.release();
  }
}

function warnOfMisspelledSettings(settings: Settings, log: Logger): void {
  for (const { given, meant } of misspelledSettings(process.env, Object.keys(settings))) {
    log.warn(`the environment variable ${given} has no effect: did you mean ${meant}?`);
  }
}

/** Ends a command after a signal: PostgreSQL rolls back what was not committed. */
function endOnSignal(signal: Promise<StopSignal>, server: { release(): Promise<void> } | undefined): void {
  void signal.then(async (name) => {
    await server?.release();
    process.exit(name === 'SIGINT' ? 130 : 143);
  });
}
