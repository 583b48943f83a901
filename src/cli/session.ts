import type { Logger } from 'pino';
import { Database } from '../database/database.js';
import { useEmbeddedPostgres } from '../database/embedded/embedded-postgres.js';
import { migrate, requireSupportedServer } from '../database/migrate.js';
import { createLogger } from './logger.js';
import { dataFolder, readSettings, type Settings } from './settings.js';

/** What a command works with. */
export interface Session {
  readonly settings: Settings;
  readonly log: Logger;
  readonly database: Database;
  /** Whether the database is the embedded one. */
  readonly embedded: boolean;
}

/**
 * Opens the database that the environment names, the embedded one when it names none, runs `work` and
 * closes everything again. The embedded database is brought up to date first; another one is the
 * operator's to migrate.
 */
export async function withSession<Result>(
  role: 'server' | 'command',
  work: (session: Session) => Promise<Result>,
): Promise<Result> {
  const settings = readSettings(process.env);
  const log = createLogger(settings);
  const server =
    settings.DATABASE_URL === undefined ? await useEmbeddedPostgres(dataFolder(settings), role) : undefined;
  try {
    const database = await Database.open({
      url: settings.DATABASE_URL ?? server!.url,
      poolSize: settings.DATABASE_POOL_SIZE,
      warn: (message) => log.warn(message),
    });
    try {
      await requireSupportedServer(database);
      if (server) await migrate(database);
      return await work({ settings, log, database, embedded: server !== undefined });
    } finally {
      await database.close();
    }
  } finally {
    await server?.release();
  }
}
