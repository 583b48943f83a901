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

/** What a command works with. */
export interface Session {
  readonly settings: Settings;
  readonly log: Logger;
  readonly database: Database;
  /** Whether the database is the embedded one. */
  readonly embedded: boolean;
  /** URL of the embedded database, with its password; undefined for another one. */
  readonly embeddedUrl: string | undefined;
  /** Has a function called whenever the embedded database has ended and runs again on another port. */
  onDatabasePort(moved: (port: number) => void): void;
  /** Ends when the process is asked to stop. Only the server waits for it; other commands are ended. */
  readonly stopped: Promise<void>;
}

/**
 * What a command is to the database: a `command` needs one that exists, the others create the embedded one where there is
 * none. An `initial-command` is one with which an installation may begin.
 */
type Role = 'server' | 'migration' | 'initial-command' | 'command';

/**
 * Opens the database that the environment names, the embedded one when it names none, runs `work` and
 * closes everything again. The embedded database is brought up to date first; another one is the
 * operator's to migrate, and commands other than the migration refuse it before.
 */
export async function withDatabase(role: Role, work: (session: Session) => Promise<void>): Promise<void> {
  const settings = readSettings(process.env);
  const log = createLogger(settings);
  warnOfMisspelledSettings(settings, log);
  if (role === 'command' && settings.DATABASE_URL === undefined) await requireDatabase(dataFolder(settings));
  // From here on a signal may not end the process before it has left the embedded server.
  const signal = receiveSignal();
  if (role === 'server') void signal.then(() => endInTime(settings, log));
  let opened: Database | undefined;
  const movements = new Set<(port: number) => void>();
  const server =
    settings.DATABASE_URL === undefined
      ? await useEmbeddedPostgres(dataFolder(settings), role === 'server' ? role : 'command', {
          revived: (port) => {
            opened?.usePort(port);
            for (const moved of movements) moved(port);
            log.warn({ port }, 'the connection to the embedded database was lost; it runs');
          },
          failed: (err) => log.error({ err }, 'the embedded database has ended and does not start'),
        })
      : undefined;
  if (role !== 'server') endOnSignal(signal, server);
  try {
    const database = await Database.open({
      url: settings.DATABASE_URL ?? server?.url ?? '',
      // The embedded server's address is whole, whatever PGOPTIONS and the like say.
      environment: server ? {} : process.env,
      poolSize: settings.DATABASE_POOL_SIZE,
      pooler: settings.DATABASE_POOLER,
      warn: (message) => log.warn(message),
    });
    opened = database;
    try {
      await requireSupportedServer(database, server !== undefined);
      if (server) await migrate(database);
      else if (role === 'command' || role === 'initial-command') await requireMigrated(database);
      // Requests find it answered.
      if (role === 'server') await database.isDistributed();
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

/** Ends a command that was told to stop: PostgreSQL rolls back what was not committed. */
function endOnSignal(signal: Promise<StopSignal>, server: { release(): Promise<void> } | undefined): void {
  void signal.then(async (name) => {
    await server?.release();
    process.exit(name === 'SIGINT' ? 130 : 143);
  });
}
