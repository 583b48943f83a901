import { readFile } from 'node:fs/promises';
import { type AuthorizationServer, startAuthorizationServer } from '../support/authorization-server.js';
import { type Gateway, startGateway } from '../support/gateway.js';

const DOCUMENTS = [
  '/certifications/api/v1/openapi.json',
  '/.well-known/api-catalog',
  '/.well-known/oauth-protected-resource',
  '/schema.graphql',
];
const EDITOR = 'https://editor.example';

let server: AuthorizationServer;

beforeAll(async () => {
  server = await startAuthorizationServer();
});
afterAll(() => server.stop());

describe.each([
  ['without CORS_ORIGINS', []],
  ['with the origins of others in CORS_ORIGINS', ['https://shop.example']],
  ['with every origin in CORS_ORIGINS', ['*']],
])('a script of any origin, %s', (_, corsOrigins) => {
  let gateway: Gateway;
  beforeAll(async () => {
    gateway = await startGateway({ issuer: server.settings, corsOrigins });
  });
  afterAll(() => gateway.close());

  it.each(DOCUMENTS)('may read %s', async (path) => {
    const { status, headers } = await gateway.request(path, { headers: { origin: EDITOR } });
    expect([status, headers.get('access-control-allow-origin')]).toEqual([200, '*']);
    expect(headers.get('access-control-allow-credentials')).toBeNull();
    expect(headers.get('ratelimit-limit')).toBeNull();
  });

  it.each(DOCUMENTS)('may send headers of its own to %s', async (path) => {
    const { status, headers } = await gateway.request(path, {
      method: 'OPTIONS',
      headers: {
        origin: EDITOR,
        'access-control-request-method': 'GET',
        'access-control-request-headers': 'x-api-key',
      },
    });
    expect([status, headers.get('access-control-allow-origin')]).toEqual([204, '*']);
    expect(headers.get('access-control-allow-headers')).toBe('x-api-key');
  });

  if (corsOrigins.includes('*')) return;
  it('may not read what the APIs answer', async () => {
    for (const path of ['/graphql', '/certifications/api/v1/claims', '/session', '/metrics']) {
      const { headers } = await gateway.request(path, { headers: { origin: EDITOR } });
      expect(headers.get('access-control-allow-origin')).toBeNull();
    }
  });
});

describe('/schema.graphql', () => {
  async function withIntrospection(
    introspection: 'public' | 'authenticated' | 'off',
    check: (gateway: Gateway, key: string) => Promise<void>,
  ): Promise<void> {
    const gateway = await startGateway({ introspection });
    try {
      await check(gateway, await gateway.fixtures.key(await gateway.fixtures.organization()));
    } finally {
      await gateway.close();
    }
  }

  it('is the schema that is committed', () =>
    withIntrospection('public', async (gateway) => {
      const { headers, text } = await gateway.request('/schema.graphql');
      expect(headers.get('content-type')).toBe('text/plain; charset=utf-8');
      expect(text).toBe(await readFile('schema.graphql', 'utf8'));
    }));

  it('is for callers with a credential where introspection is', () =>
    withIntrospection('authenticated', async (gateway, key) => {
      expect((await gateway.request('/schema.graphql')).status).toBe(401);
      const { status, headers } = await gateway.request('/schema.graphql', { headers: { 'x-api-key': key } });
      expect([status, headers.get('cache-control')]).toEqual([200, 'private, no-store']);
      expect(headers.get('ratelimit-remaining')).not.toBeNull();
    }));

  it('is unknown where introspection is off', () =>
    withIntrospection('off', async (gateway, key) => {
      expect((await gateway.request('/schema.graphql', { headers: { 'x-api-key': key } })).status).toBe(404);
    }));
});
