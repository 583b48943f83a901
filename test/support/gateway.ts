import type { Server } from 'node:http';
import type { Database } from '../../src/database/database.js';
import { Fixtures } from './fixtures.js';
import { type GatewayOptions, type LogLine, type RunningGateway, runGateway } from './running-gateway.js';

export type { GatewayOptions };

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
  readonly log: readonly LogLine[];
  /** Any request; the path begins at the server's root. */
  request(path: string, init?: RequestInit): Promise<Answer>;
  /** A request to the REST API; `body` is sent as JSON. */
  rest(
    method: string,
    path: string,
    options?: { key?: string; body?: unknown; idempotencyKey?: string },
  ): Promise<Answer>;
  /** A GraphQL operation. */
  graphql(
    query: string,
    options?: { key?: string; variables?: object; operationName?: string; idempotencyKey?: string },
  ): Promise<Answer>;
  close(): Promise<void>;
}

const REST_BASE = '/certifications/api/v1';

/** Starts a gateway of one file's own, on a database of its own. */
export async function startGateway(options: GatewayOptions = {}): Promise<Gateway> {
  const running = await runGateway(options);
  return gatewayOn(running, running.stop);
}

/** A running gateway as tests see it, with a log that begins now; `close` is what its end means. */
export function gatewayOn(
  { url, server, testDatabase, beginLog }: RunningGateway,
  close: () => Promise<void>,
): Gateway {
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
    server,
    database: testDatabase.database,
    databaseUrl: testDatabase.url,
    log: beginLog(),
    fixtures: new Fixtures(testDatabase.database),
    request,
    rest: (method, path, { key, body, idempotencyKey } = {}) =>
      request(`${REST_BASE}${path}`, {
        method,
        headers: {
          ...(key !== undefined && { 'x-api-key': key }),
          ...(body !== undefined && { 'content-type': 'application/json' }),
          ...(idempotencyKey !== undefined && { 'idempotency-key': idempotencyKey }),
        },
        ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
      }),
    graphql: (query, { key, variables, operationName, idempotencyKey } = {}) =>
      request('/graphql', {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          ...(key !== undefined && { 'x-api-key': key }),
          ...(idempotencyKey !== undefined && { 'idempotency-key': idempotencyKey }),
        },
        body: JSON.stringify({ query, variables, operationName }),
      }),
    close,
  };
}
