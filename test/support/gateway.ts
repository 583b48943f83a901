import type { Server } from 'node:http';
import { pino } from 'pino';
import type { Database } from '../../src/database/database.js';
import { MemoryStore } from '../../src/quotas/memory-store.js';
import { type AppOptions, createApp } from '../../src/server/app.js';
import { listen } from '../../src/server/listening.js';
import { createTestDatabase, type TestDatabase } from './database.js';
import { Fixtures, PLENTY } from './fixtures.js';

/** An answer of either API, read to its end. */
export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  readonly body: any;
}

/** A running server on a database of its own, with both APIs. */
export interface Gateway {
  readonly url: string;
  readonly server: Server;
  readonly database: Database;
  /** Where other processes find the same database. */
  readonly databaseUrl: string;
  readonly fixtures: Fixtures;
  /** Every line that was logged, parsed. */
  readonly log: readonly Readonly<Record<string, unknown>>[];
  /** Any request; the path begins at the server's root. */
  request(path: string, init?: RequestInit): Promise<Answer>;
  /** A request to the REST API; `body` is sent as JSON. */
  rest(method: string, path: string, options?: { key?: string; body?: unknown }): Promise<Answer>;
  /** A GraphQL operation. */
  graphql(
    query: string,
    options?: { key?: string; variables?: object; operationName?: string },
  ): Promise<Answer>;
  close(): Promise<void>;
}

const REST_BASE = '/certifications/api/v1';

/** What a gateway is started with. Unless a test says otherwise, no quota is small enough to be met. */
export interface GatewayOptions extends Partial<Omit<AppOptions, 'database' | 'log' | 'requestLog'>> {
  /** As `LOG_REQUESTS`; false unless a test says otherwise. */
  readonly logRequests?: boolean;
  /** As `LOG_LEVEL`; `debug` unless a test says otherwise. */
  readonly logLevel?: string;
  /** The database to serve, which is dropped with the gateway; a copy of the template unless a test says otherwise. */
  readonly testDatabase?: TestDatabase;
}

/** Starts a gateway on a free port of loopback. */
export async function startGateway({
  logRequests = false,
  logLevel = 'debug',
  testDatabase,
  ...options
}: GatewayOptions = {}): Promise<Gateway> {
  const { database, url: databaseUrl, drop } = testDatabase ?? (await createTestDatabase());
  const log: Record<string, unknown>[] = [];
  const logger = pino({ level: logLevel }, { write: (line: string) => log.push(JSON.parse(line)) });
  const app = await createApp({
    introspection: 'public',
    quotaStore: new MemoryStore(),
    addressPerMinute: PLENTY,
    ...options,
    database,
    log: logger,
    requestLog: { log: logger, isOn: logRequests },
  });
  const url = await listen(app, { host: '127.0.0.1', port: 0 });

  async function request(path: string, init: RequestInit = {}): Promise<Answer> {
    const response = await fetch(`${url}${path}`, { redirect: 'manual', ...init });
    const text = await response.text();
    const isJson = response.headers.get('content-type')?.includes('json');
    return {
      status: response.status,
      headers: response.headers,
      text,
      body: isJson && text !== '' ? JSON.parse(text) : undefined,
    };
  }

  return {
    url,
    server: app.server,
    database,
    databaseUrl,
    log,
    fixtures: new Fixtures(database),
    request,
    rest: (method, path, { key, body } = {}) =>
      request(`${REST_BASE}${path}`, {
        method,
        headers: {
          ...(key !== undefined && { 'x-api-key': key }),
          ...(body !== undefined && { 'content-type': 'application/json' }),
        },
        ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
      }),
    graphql: (query, { key, variables, operationName } = {}) =>
      request('/graphql', {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...(key !== undefined && { 'x-api-key': key }) },
        body: JSON.stringify({ query, variables, operationName }),
      }),
    close: async () => {
      await app.close();
      await drop();
    },
  };
}
