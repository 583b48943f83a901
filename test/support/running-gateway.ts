import type { Server } from 'node:http';
import { pino } from 'pino';
import { MemoryStore } from '../../src/quotas/memory-store.js';
import { type AppOptions, createApp } from '../../src/server/app.js';
import { listen } from '../../src/server/listening.js';
import { createTestDatabase, type TestDatabase } from './database.js';
import { PLENTY } from './fixtures.js';

/** What a gateway is started with. Unless a test says otherwise, no quota is small enough to be met. */
export interface GatewayOptions extends Partial<Omit<AppOptions, 'database' | 'log' | 'requestLog'>> {
  /** As `LOG_REQUESTS`; false unless a test says otherwise. */
  readonly logRequests?: boolean;
  /** As `LOG_LEVEL`; `debug` unless a test says otherwise. */
  readonly logLevel?: string;
  /** The database to serve, which is dropped with the gateway; a copy of the template unless a test says otherwise. */
  readonly testDatabase?: TestDatabase;
}

/** A line of the log, parsed. */
export type LogLine = Readonly<Record<string, unknown>>;

/** A server on a free port of loopback, and what it runs on. */
export interface RunningGateway {
  readonly url: string;
  readonly server: Server;
  readonly testDatabase: TestDatabase;
  /** Begins a new log and returns it; it grows. */
  beginLog(): readonly LogLine[];
  /** Ends the server and drops the database. */
  stop(): Promise<void>;
}

export async function runGateway({
  logRequests = false,
  logLevel = 'debug',
  testDatabase: given,
  ...options
}: GatewayOptions = {}): Promise<RunningGateway> {
  const testDatabase = given ?? (await createTestDatabase());
  let lines: LogLine[] = [];
  const log = pino({ level: logLevel }, { write: (line: string) => lines.push(JSON.parse(line)) });
  const app = await createApp({
    introspection: 'public',
    quotaStore: new MemoryStore(),
    addressPerMinute: PLENTY,
    ...options,
    database: testDatabase.database,
    log,
    requestLog: { log, isOn: logRequests },
  });
  return {
    url: await listen(app, { host: '127.0.0.1', port: 0 }),
    server: app.server,
    testDatabase,
    beginLog: () => {
      lines = [];
      return lines;
    },
    stop: async () => {
      await app.close();
      await testDatabase.drop();
    },
  };
}
