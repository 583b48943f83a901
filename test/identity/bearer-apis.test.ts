import { shortId } from '../../src/codecs/short-id.js';
import { type AuthorizationServer, startAuthorizationServer } from '../support/authorization-server.js';
import { type Answer, type Gateway, startGateway } from '../support/gateway.js';

const REST = '/certifications/api/v1';
const VIEWER = '{ viewer { organization { id } role credential } }';
const ASSIGN =
  'mutation ($gtin: GTIN!, $claimId: ID!) { assignClaim(input: { gtin: $gtin, claimId: $claimId }) { assignment { id } } }';

let server: AuthorizationServer;
let gateway: Gateway;
let organization: string;
let gtin: string;
let claim: string;

beforeAll(async () => {
  server = await startAuthorizationServer();
  gateway = await startGateway({ issuer: server.settings });
  organization = await gateway.fixtures.organization();
  gtin = await gateway.fixtures.product(organization);
});
afterAll(async () => {
  await gateway?.close();
  await server.stop();
});
let claims = 0;
beforeEach(async () => {
  claim = shortId(await gateway.fixtures.claim(`CLAIM_${++claims}`));
});

type Api = (token: string, at?: Gateway) => Promise<Answer>;

function post(path: string, token: string, body: object, at = gateway): Promise<Answer> {
  return at.request(path, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
}

const reading: [string, Api][] = [
  [
    'REST',
    (token, at = gateway) => at.request(`${REST}/claims`, { headers: { authorization: `Bearer ${token}` } }),
  ],
  ['GraphQL', (token, at = gateway) => post('/graphql', token, { query: VIEWER }, at)],
];
const assign = (token: string) => post(`${REST}/products/${gtin}/claims`, token, { claim_id: claim });
const assignByGraphql = (token: string) =>
  post('/graphql', token, { query: ASSIGN, variables: { gtin, claimId: claim } });

describe.each(reading)('in the %s API', (_, read) => {
  it('a token of the issuer may read', async () => {
    const answer = await read(await server.token({ organization, scope: 'certifications:read' }));
    expect(answer.status).toBe(200);
    expect(answer.body).not.toHaveProperty('errors');
  });

  it('a wrong token is 401 with the challenges of both credentials', async () => {
    const answer = await read(await server.token({ organization, audience: 'https://other.example' }));
    expect(answer.status).toBe(401);
    expect(answer.headers.get('www-authenticate')).toBe(
      'ApiKey realm="claims", header="X-API-Key", Bearer realm="claims", error="invalid_token", ' +
        `resource_metadata="${gateway.url}/.well-known/oauth-protected-resource"`,
    );
    expect(answer.text).toContain('"detail":"The credential is not valid."');
  });

  it('a token of an organization that does not exist is 401', async () => {
    const answer = await read(await server.token({ organization: '01234567-89ab-7def-8123-456789abcdef' }));
    expect(answer.status).toBe(401);
  });

  it('a token without a scope of ours is 403', async () => {
    const answer = await read(await server.token({ organization, scope: 'profile' }));
    expect(answer.status).toBe(403);
    expect(answer.headers.get('www-authenticate')).toMatch(/^Bearer .*error="insufficient_scope"/);
  });

  it('a token whose issuer cannot be reached is 503', async () => {
    const other = await startAuthorizationServer();
    const unable = await startGateway({ issuer: other.settings });
    try {
      const token = await other.token({ organization });
      await other.stop();
      expect((await read(token, unable)).status).toBe(503);
    } finally {
      await unable.close();
    }
  });

  it('any token is 401 where no issuer is configured', async () => {
    const without = await startGateway();
    try {
      expect((await read(await server.token({ organization }), without)).status).toBe(401);
    } finally {
      await without.close();
    }
  });
});

it('the viewer of a token is its organization', async () => {
  const token = await server.token({ organization, scope: 'certifications:write' });
  const { body } = await post('/graphql', token, { query: VIEWER });
  expect(body.data.viewer).toEqual({
    organization: { id: `organization.${shortId(organization)}` },
    role: 'EDITOR',
    credential: 'BEARER_TOKEN',
  });
});

describe('the scope certifications:read', () => {
  it('does not assign in the REST API', async () => {
    expect((await assign(await server.token({ organization, scope: 'certifications:read' }))).status).toBe(
      403,
    );
  });

  it('does not assign in the GraphQL API', async () => {
    const { body } = await assignByGraphql(
      await server.token({ organization, scope: 'certifications:read' }),
    );
    expect(body.errors[0].extensions.code).toBe('FORBIDDEN');
  });
});

describe('the scope certifications:write', () => {
  it.each([
    ['REST', assign, 201],
    ['GraphQL', assignByGraphql, 200],
  ])('assigns in the %s API, and history names the subject', async (_, write, status) => {
    const token = await server.token({ organization, scope: 'certifications:write', client: 'portal' });
    const answer = await write(token);
    expect(answer.status).toBe(status);
    const query =
      '($gtin: GTIN!) { product(gtin: $gtin) { claimHistory(first: 1) { nodes { actor claim { id } } } } }';
    const history = await post('/graphql', token, { query: `query ${query}`, variables: { gtin } });
    expect(history.body.data.product.claimHistory.nodes).toEqual([
      { actor: `token.portal@${organization}`, claim: { id: claim } },
    ]);
  });
});

it('no token is logged, right or wrong', async () => {
  const right = await server.token({ organization });
  const wrong = await server.token({ organization, audience: 'https://other.example' });
  await assign(right);
  await assign(wrong);
  const log = JSON.stringify(gateway.log);
  expect(log).toContain('/products/:gtin/claims');
  expect([right, wrong].filter((token) => log.includes(token))).toEqual([]);
});
