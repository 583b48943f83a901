import { shortId } from '../../src/codecs/short-id.js';
import { unprepared } from '../../src/database/statement.js';
import { revokeApiKey } from '../../src/identity/manage-keys.js';
import { type StoppedClock, stopClock } from '../support/clock.js';
import { type Gateway, startGateway } from '../support/gateway.js';
import { Browser } from './browser.js';

const PUBLIC = 'https://claims.example';
const VIEWER = '{ viewer { role credential } }';

let gateway: Gateway;
let organization: string;
let gtin: string;
let claim: string;
let keyId: string;
let browser: Browser;

beforeAll(async () => {
  gateway = await startGateway({ publicUrl: PUBLIC });
  organization = await gateway.fixtures.organization();
  claim = shortId(await gateway.fixtures.claim('VEGAN'));
});
beforeEach(async () => {
  gtin = await gateway.fixtures.product(organization);
  browser = new Browser(gateway);
  const { id, key } = await gateway.fixtures.keyWithId(organization);
  keyId = id;
  await browser.signIn(key);
});
afterAll(() => gateway.close());

const claimsOf = () => `/certifications/api/v1/products/${gtin}/claims`;
const post = (headers: object = {}) =>
  browser.send('POST', claimsOf(), { headers, body: { claim_id: claim } });

describe('a session', () => {
  let clock: StoppedClock | undefined;
  afterEach(() => {
    clock?.release();
    clock = undefined;
  });

  it('acts as the key that opened it, through both APIs', async () => {
    expect((await browser.graphql(VIEWER)).body.data.viewer).toEqual({
      role: 'EDITOR',
      credential: 'SESSION',
    });
    expect((await post()).status).toBe(201);
    const { body } = await browser.graphql(
      `{ product(gtin: "${gtin}") { claimHistory { nodes { actor } } } }`,
    );
    expect(body.data.product.claimHistory.nodes).toEqual([{ actor: `key.${shortId(keyId)}` }]);
  });

  it('of a publishable key sees no evidence and never writes', async () => {
    const key = await gateway.fixtures.key(organization, { type: 'cpk' });
    const claimId = await gateway.fixtures.claim('PROVEN');
    await gateway.fixtures.assignment(gtin, claimId, { evidence_note: 'secret' });
    await browser.signIn(key);
    const { body } = await browser.graphql(
      `{ product(gtin: "${gtin}") { claims { nodes { evidenceNote } } claimHistory { totalCount } } }`,
    );
    expect(body.data.product).toEqual({
      claims: { nodes: [{ evidenceNote: null }] },
      claimHistory: null,
    });
    expect((await post()).status).toBe(403);
  });

  it('is worth nothing beside a wrong explicit credential', async () => {
    for (const headers of [{ 'x-api-key': 'x' }, { authorization: 'Bearer x' }]) {
      expect((await browser.graphql(VIEWER, headers)).status).toBe(401);
      expect((await browser.send('GET', claimsOf(), { headers })).status).toBe(401);
    }
  });

  it('gives way to a good explicit credential', async () => {
    const key = await gateway.fixtures.key(organization, { type: 'csu', role: 'manager' });
    const { body } = await browser.graphql(VIEWER, { 'x-api-key': key, origin: 'https://evil.example' });
    expect(body.data.viewer).toEqual({ role: 'MANAGER', credential: 'USER_KEY' });
  });

  it('ends within 5 seconds when its key is revoked', async () => {
    clock = stopClock();
    expect((await browser.graphql(VIEWER)).status).toBe(200);
    await revokeApiKey(gateway.database, keyId);
    clock.advance(5);
    expect((await browser.graphql(VIEWER)).status).toBe(401);
  });

  it('ends when its key expires', async () => {
    clock = stopClock();
    const key = await gateway.fixtures.key(organization, { expiresAt: new Date(clock.now() + 3_600_000) });
    await browser.signIn(key);
    expect((await browser.graphql(VIEWER)).status).toBe(200);
    clock.advance(3_600);
    expect((await browser.graphql(VIEWER)).status).toBe(401);
  });

  it('ends within 5 seconds after its time', async () => {
    clock = stopClock();
    expect((await browser.graphql(VIEWER)).status).toBe(200);
    await gateway.database.query(unprepared('update session set expires_at = now()'));
    clock.advance(5);
    expect((await browser.graphql(VIEWER)).status).toBe(401);
  });
});

describe.each([
  ['the REST API', () => post],
  ['the GraphQL API', () => (headers: object) => browser.graphql(VIEWER, headers)],
] as [string, () => (headers: object) => ReturnType<typeof post>][])(
  'a change by a session at %s',
  (_, api) => {
    it.each([
      ["an Origin that is the request's own", () => ({ origin: gateway.url })],
      ['an Origin that is the public one', () => ({ origin: PUBLIC })],
      ['Sec-Fetch-Site: same-origin', () => ({ origin: '', 'sec-fetch-site': 'same-origin' })],
    ])('is let in with %s', async (_name, headers) => {
      expect((await api()(headers())).status).toBeLessThan(300);
    });

    it.each([
      ['another Origin', { origin: 'https://evil.example' }],
      ['the same host on another scheme', { origin: 'https://127.0.0.1' }],
      ['the same host on another port', { origin: 'http://127.0.0.1:1' }],
      ['a host that only begins like the public one', { origin: `${PUBLIC}.evil.example` }],
      ['several Origins, the public one among them', { origin: `${PUBLIC}, https://evil.example` }],
      [
        'an Origin that only X-Forwarded-Host vouches for',
        { origin: 'https://evil.example', 'x-forwarded-host': 'evil.example', 'x-forwarded-proto': 'https' },
      ],
      ['an opaque Origin', { origin: 'null' }],
      ['Sec-Fetch-Site: none', { origin: '', 'sec-fetch-site': 'none' }],
      ['Sec-Fetch-Site: cross-site', { origin: '', 'sec-fetch-site': 'cross-site' }],
      ['Sec-Fetch-Site: same-site', { origin: '', 'sec-fetch-site': 'same-site' }],
      ['neither of the two', { origin: '' }],
    ])('is a 403 with %s, and writes nothing', async (_name, headers) => {
      const answer = await api()(headers);
      expect(answer.status).toBe(403);
      expect(await gateway.fixtures.count(`claim_assignment where gtin = '${gtin}'`)).toBe(0);
    });
  },
);

describe('reading by a session', () => {
  it('needs no origin', async () => {
    const answer = await browser.send('GET', claimsOf(), { headers: { origin: 'https://evil.example' } });
    expect(answer.status).toBe(200);
    expect(answer.headers.get('access-control-allow-origin')).toBeNull();
  });
});

describe('signing in and out from another site', () => {
  it.each([
    ['POST', { api_key: 'x' }],
    ['DELETE', undefined],
  ])('is a 403: %s', async (method, body) => {
    for (const id of [browser.id, undefined]) {
      browser.id = id;
      const request = { headers: { origin: 'https://evil.example' }, ...(body && { body }) };
      expect((await browser.send(method, '/session', request)).status).toBe(403);
    }
  });

  it('is possible for a client that is no browser', async () => {
    const key = await gateway.fixtures.key(organization);
    const client = new Browser(gateway);
    expect((await client.signIn(key, { origin: '' })).status).toBe(204);
  });
});
