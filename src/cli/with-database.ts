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

/** What a command works with. */
export interface Session {
  readonly settings: Settings;
  readonly log: Logger;
  readonly database: Database;
  /** Whether the database is the embedded one. */
  readonly embedded: boolean;
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
  const server =
    settings.DATABASE_URL === undefined
      ? await useEmbeddedPostgres(dataFolder(settings), role === 'server' ? role : 'command', {
          revived: (port) => {
            opened?.usePort(port);
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
      const stopped = signal.then(() => undefined);
      await work({ settings, log, database, embedded: server !== undefined, stopped });
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

/** Longest time to stop after the grace period, in milliseconds: running requests have 10 seconds of it. */
const STOP_MS = 12_500;

type Signal = 'SIGINT' | 'SIGTERM';

/**
 * Signals that arrive within this time count as one, in milliseconds: of Ctrl-C, and of a signal to a process group,
 * npm passes its own on to us as well.
 */
const SAME_SIGNAL_MS = 1_000;

/** The first request to stop; a second one ends the process at once. */
function receiveSignal(): Promise<Signal> {
  return new Promise((resolve) => {
    const ignoreNoMore = () => {
      for (const one of ['SIGINT', 'SIGTERM'] as const) process.removeListener(one, receive);
    };
    const receive = (signal: Signal) => {
      resolve(signal);
      setTimeout(ignoreNoMore, SAME_SIGNAL_MS).unref();
    };
    process.on('SIGINT', receive);
    process.on('SIGTERM', receive);
  });
}

/** Ends a server that was told to stop, whatever still hangs: its start, or a database that does not answer. */
function endInTime({ SHUTDOWN_GRACE }: Settings, log: Logger): void {
  const end = () => {
    log.error('what still runs did not end in time: the process ends without it');
    process.exit(1);
  };
  setTimeout(end, SHUTDOWN_GRACE * 1_000 + STOP_MS).unref();
}

function warnOfMisspelledSettings(settings: Settings, log: Logger): void {
  for (const { given, meant } of misspelledSettings(process.env, Object.keys(settings))) {
    log.warn(`the environment variable ${given} has no effect: did you mean ${meant}?`);
  }
}

/** Ends a command that was told to stop: PostgreSQL rolls back what was not committed. */
function endOnSignal(signal: Promise<Signal>, server: { release(): Promise<void> } | undefined): void {
  void signal.then(async (name) => {
    await server?.release();
    process.exit(name === 'SIGINT' ? 130 : 143);
  });
}
