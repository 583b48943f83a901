import { type AuthorizationServer, startAuthorizationServer } from '../support/authorization-server.js';
import { type Gateway, startGateway } from '../support/gateway.js';
import { shareGateway } from '../support/shared-gateway.js';

const METADATA = '/.well-known/oauth-protected-resource';
const CLAIMS = '/certifications/api/v1/claims';
const PUBLIC_URL = 'https://example.com/claims-api';

let server: AuthorizationServer;
let gateway: Gateway;

beforeAll(async () => {
  server = await startAuthorizationServer();
  gateway = await startGateway({ issuer: server.settings });
});
afterAll(async () => {
  await gateway.close();
  await server.stop();
});

const post = (at: Gateway, headers = {}) =>
  at.request('/graphql', {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify({ query: '{ viewer { role } }' }),
  });

describe('the metadata of the protected resource (RFC 9728)', () => {
  it('name the issuer and the scopes, without a credential', async () => {
    const { status, headers, body } = await gateway.request(METADATA);
    expect([status, headers.get('content-type')]).toEqual([200, 'application/json; charset=utf-8']);
    expect(body).toEqual({
      resource: gateway.url,
      authorization_servers: [server.issuer],
      scopes_supported: ['certifications:read', 'certifications:write'],
      bearer_methods_supported: ['header'],
      resource_name: 'Claims Gateway',
    });
    expect(headers.get('ratelimit-limit')).toBeNull();
  });

  it.each([
    ['no credential', {}],
    ['a key that is wrong', { 'x-api-key': 'x' }],
    ['a token that is wrong', { authorization: 'Bearer x' }],
  ])('are named in the challenge for %s, by both APIs', async (_, headers) => {
    for (const answer of [await gateway.request(CLAIMS, { headers }), await post(gateway, headers)]) {
      expect(answer.status).toBe(401);
      expect(answer.headers.get('www-authenticate')).toMatch(
        /^ApiKey .*, Bearer realm="claims".*, resource_metadata="http:\/\/127\.0\.0\.1:\d+\/\.well-known\/oauth-protected-resource"$/,
      );
    }
  });

  it('are named in the 403 of a token without a scope of ours', async () => {
    const organization = await gateway.fixtures.organization();
    const token = await server.token({ organization, scope: 'profile' });
    const { status, headers } = await gateway.request(CLAIMS, {
      headers: { authorization: `Bearer ${token}` },
    });
    expect([status, headers.get('www-authenticate')]).toEqual([
      403,
      expect.stringContaining('resource_metadata="'),
    ]);
  });

  it('are found below the path of PUBLIC_URL, which the challenge names, and where the RFC has them', async () => {
    const published = await startGateway({ issuer: server.settings, publicUrl: PUBLIC_URL });
    try {
      for (const path of [METADATA, `${METADATA}/claims-api`]) {
        expect((await published.request(path)).body.resource).toBe(PUBLIC_URL);
      }
      const challenge = (await post(published)).headers.get('www-authenticate');
      expect(challenge).toContain(`, resource_metadata="${PUBLIC_URL}${METADATA}"`);
    } finally {
      await published.close();
    }
  });

  it('do not exist where no issuer is configured', async () => {
    const without = await shareGateway();
    try {
      expect((await without.request(METADATA)).status).toBe(404);
      expect((await post(without)).headers.get('www-authenticate')).not.toContain('resource_metadata');
    } finally {
      await without.close();
    }
  });
});
