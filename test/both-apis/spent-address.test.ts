import { mock } from 'node:test';
import { LastUse } from '../../src/identity/last-use.js';
import { Sessions } from '../../src/identity/sessions.js';
import { Browser } from '../session/browser.js';
import { type AuthorizationServer, startAuthorizationServer } from '../support/authorization-server.js';
import { type Answer, type Gateway, startGateway } from '../support/gateway.js';

let server: AuthorizationServer;
let gateway: Gateway;
let organization: string;
/** Names of the statements that look credentials up. */
let lookUps: (string | undefined)[];
let addresses = 0;

beforeAll(async () => {
  server = await startAuthorizationServer();
  gateway = await startGateway({
    trustProxy: ['127.0.0.1'],
    addressPerMinute: 1,
    issuer: server.settings,
  });
  organization = await gateway.fixtures.organization();
});
beforeEach(() => {
  lookUps = [];
  gateway.database.observer = ({ name }) => {
    if (name === 'find_api_key' || name === 'find_session') lookUps.push(name);
  };
});
afterEach(() => {
  gateway.database.observer = undefined;
  mock.restoreAll();
});
afterAll(async () => {
  await gateway.close();
  await server.stop();
});

type Headers = Record<string, string>;

/** Headers of an address that has nothing left. */
async function spentAddress(): Promise<Headers> {
  const headers = { 'x-forwarded-for': `192.0.2.${++addresses}` };
  expect((await gateway.request('/session', { headers })).status).toBe(200);
  return headers;
}

const ways: [string, (headers: Headers) => Promise<Answer>][] = [
  ['the REST API', (headers) => gateway.request('/certifications/api/v1/claims', { headers })],
  [
    'the GraphQL API',
    (headers) =>
      gateway.request('/graphql', {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...headers },
        body: JSON.stringify({ query: '{ viewer { role } }' }),
      }),
  ],
  ['GET /session', (headers) => gateway.request('/session', { headers })],
  ['DELETE /session', (headers) => gateway.request('/session', { method: 'DELETE', headers })],
];

function expectRefusal(answer: Answer): void {
  expect(answer.status).toBe(429);
  expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0);
  expect(answer.headers.get('ratelimit-policy')).toBe('1;w=60');
}

describe.each(ways)('from an address that has spent its quota, through %s', (_, send) => {
  it('a key that was not used before is a 429 without a look-up', async () => {
    const key = await gateway.fixtures.key(organization);
    expectRefusal(await send({ ...(await spentAddress()), 'x-api-key': key }));
    expect(lookUps).toEqual([]);
  });

  it('a session that was not used before is a 429 without a look-up', async () => {
    const { id: keyId } = await gateway.fixtures.keyWithId(organization);
    const otherServer = new Sessions(gateway.database, new LastUse(gateway.database, () => {}));
    const id = await otherServer.open(keyId);
    expectRefusal(await send({ ...(await spentAddress()), cookie: `sessionid=${id}` }));
    expect(lookUps).toEqual([]);
  });

  it('a token is a 429 without a check of its signature', async () => {
    const token = await server.token({ organization });
    const verify = mock.method(globalThis.crypto.subtle, 'verify');
    expectRefusal(await send({ ...(await spentAddress()), authorization: `Bearer ${token}` }));
    expect(verify.mock.callCount()).toBe(0);
  });

  it('a malformed key is a 429', async () => {
    expectRefusal(await send({ ...(await spentAddress()), 'x-api-key': 'x' }));
  });
});

describe.each(ways.slice(0, 3))('a credential that was found good before, through %s', (_, send) => {
  it('works from an address that has spent its quota: a key', async () => {
    const key = await gateway.fixtures.key(organization);
    expect((await send({ 'x-api-key': key })).status).toBe(200);
    expect((await send({ ...(await spentAddress()), 'x-api-key': key })).status).toBe(200);
  });

  it('works from an address that has spent its quota: a session', async () => {
    const browser = new Browser(gateway);
    await browser.signIn(await gateway.fixtures.key(organization));
    const headers = { cookie: `sessionid=${browser.id}`, origin: gateway.url };
    expect((await send(headers)).status).toBe(200);
    expect((await send({ ...(await spentAddress()), ...headers })).status).toBe(200);
  });

  it('works from an address that has spent its quota: a token', async () => {
    const authorization = `Bearer ${await server.token({ organization })}`;
    expect((await send({ authorization })).status).toBe(200);
    expect((await send({ ...(await spentAddress()), authorization })).status).toBe(200);
  });
});

describe('signing in from an address that has spent its quota', () => {
  const signIn = async (key: string) => new Browser(gateway).signIn(key, await spentAddress());

  it('is a 429 without a look-up for a key that was not used before', async () => {
    expectRefusal(await signIn(await gateway.fixtures.key(organization)));
    expect(lookUps).toEqual([]);
  });

  it('works with a key that was found good before', async () => {
    const key = await gateway.fixtures.key(organization);
    await gateway.rest('GET', '/claims', { key });
    expect((await signIn(key)).status).toBe(204);
  });

  it('opens a session that works from there', async () => {
    const key = await gateway.fixtures.key(organization);
    await gateway.rest('GET', '/claims', { key });
    const headers = await spentAddress();
    const browser = new Browser(gateway);
    await browser.signIn(key, headers);
    expect((await browser.send('GET', '/session', { headers })).body.authenticated).toBe(true);
  });
});

it('a forged token of an address that has a quota left is checked, and is a 401', async () => {
  const verify = mock.method(globalThis.crypto.subtle, 'verify');
  const token = await server.token({ organization });
  const forged = `${token.slice(0, -8)}AAAAAAAA`;
  const headers = { 'x-forwarded-for': '198.51.100.1', authorization: `Bearer ${forged}` };
  expect((await gateway.request('/certifications/api/v1/claims', { headers })).status).toBe(401);
  expect(verify.mock.callCount()).toBe(1);
});
