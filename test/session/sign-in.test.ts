import { createHash } from 'node:crypto';
import { shortId } from '../../src/codecs/short-id.js';
import { unprepared } from '../../src/database/statement.js';
import { type Gateway, startGateway } from '../support/gateway.js';
import { Browser } from './browser.js';

let gateway: Gateway;
let organization: string;
let key: string;
let browser: Browser;

beforeAll(async () => {
  gateway = await startGateway({ trustProxy: ['127.0.0.1'] });
  organization = await gateway.fixtures.organization('Meadow Foods');
  key = await gateway.fixtures.key(organization, { role: 'manager' });
});
beforeEach(() => {
  browser = new Browser(gateway);
});
afterAll(() => gateway.close());

describe('signing in with a key', () => {
  it('answers 204 and a cookie that scripts and other sites cannot use', async () => {
    const answer = await browser.signIn(key);
    expect(answer.status).toBe(204);
    const [value, ...attributes] = (answer.headers.get('set-cookie') as string).split('; ');
    expect(value).toMatch(/^sessionid=[A-Za-z0-9_-]{43}$/);
    expect(attributes.toSorted()).toEqual(['HttpOnly', 'Max-Age=43200', 'Path=/', 'SameSite=Lax']);
  });

  it('makes the cookie Secure on https', async () => {
    const headers = { 'x-forwarded-proto': 'https', 'x-forwarded-for': '192.0.2.1', origin: '' };
    const answer = await browser.signIn(key, { ...headers, 'sec-fetch-site': 'same-origin' });
    expect(answer.headers.get('set-cookie')).toContain('; Secure');
  });

  it('says who is signed in', async () => {
    await browser.signIn(key);
    expect(await browser.whoAmI()).toEqual({
      authenticated: true,
      organization: { id: shortId(organization), name: 'Meadow Foods' },
      role: 'manager',
    });
  });

  it('stores the hash of the id and nothing else of it', async () => {
    await browser.signIn(key);
    const id = browser.id as string;
    const rows = await gateway.database.query(
      unprepared<{ hash: Buffer; seconds: number }>(
        `select hash, extract(epoch from expires_at - created_at)::int as seconds from session`,
      ),
    );
    const hash = createHash('sha256').update(id).digest();
    expect(rows.find((row) => row.hash.equals(hash))?.seconds).toBe(12 * 60 * 60);
    expect(JSON.stringify(gateway.log)).not.toContain(id);
  });

  it('gives a new id each time and ends the one before', async () => {
    await browser.signIn(key);
    const first = browser.id as string;
    await browser.whoAmI();
    await browser.signIn(key);
    expect(browser.id).not.toBe(first);
    const old = new Browser(gateway);
    old.id = first;
    expect(await old.whoAmI()).toEqual({ authenticated: false });
  });

  it('sweeps away sessions that are over', async () => {
    await browser.signIn(key);
    await gateway.database.query(unprepared(`update session set expires_at = now() - interval '1 second'`));
    await new Browser(gateway).signIn(key);
    expect(await gateway.fixtures.count('session')).toBe(1);
  });

  it.each([
    ['an unknown key', () => gateway.fixtures.unknownKey()],
    ['a text that is no key', () => 'x'],
    ['an empty text', () => ''],
    ['a session id', () => 'A'.repeat(43)],
  ])('refuses %s with 401 and no cookie', async (_, wrong) => {
    const answer = await browser.signIn(wrong());
    expect(answer.status).toBe(401);
    expect(answer.body).toMatchObject({ error_code: 'unauthorized' });
    expect(answer.headers.get('set-cookie')).toBeNull();
  });

  it('refuses a key that is still remembered but was removed or revoked', async () => {
    for (const change of ['delete from api_key', 'update api_key set revoked_at = now()']) {
      const gone = await gateway.fixtures.keyWithId(organization);
      expect((await browser.signIn(gone.key)).status).toBe(204);
      await gateway.database.query(unprepared(`${change} where id = $1`), [gone.id]);
      const answer = await browser.signIn(gone.key);
      expect(answer.status).toBe(401);
      expect(answer.headers.get('set-cookie')).toBeNull();
    }
  });

  it.each([
    ['no api_key', {}, ['body', 'api_key']],
    ['a null', { api_key: null }, ['body', 'api_key']],
    ['a list', { api_key: ['x'] }, ['body', 'api_key']],
    ['another JSON value', '[]', ['body']],
  ])('refuses a body with %s as 422 that names the place', async (_, body, loc) => {
    const answer = await browser.send('POST', '/session', { body });
    expect(answer.status).toBe(422);
    expect(answer.body.details[0].loc).toEqual(loc);
  });

  it.each([
    [400, { body: '{' }],
    [400, {}],
    [413, { body: { api_key: 'x'.repeat(600_000) } }],
    [415, { body: '{}', headers: { 'content-type': 'text/plain' } }],
  ])('refuses a body that cannot be read with %i', async (status, request) => {
    expect((await browser.send('POST', '/session', request)).status).toBe(status);
  });
});

describe('GET /session', () => {
  it.each([
    ['without a credential', {}],
    ['with a wrong key', { 'x-api-key': 'x' }],
    ['with a wrong session', { cookie: `sessionid=${'A'.repeat(43)}` }],
    ["with a cookie of another site's shape", { cookie: 'sessionid=x y' }],
  ])('is never 401: %s', async (_, headers) => {
    const answer = await browser.send('GET', '/session', { headers });
    expect(answer.status).toBe(200);
    expect(answer.body).toEqual({ authenticated: false });
    expect(answer.headers.get('cache-control')).toBe('private, no-store');
  });
});

describe('signing out', () => {
  it('ends the session and takes the cookie away', async () => {
    await browser.signIn(key);
    const id = browser.id as string;
    await browser.whoAmI();
    const answer = await browser.send('DELETE', '/session');
    expect(answer.status).toBe(204);
    expect(browser.id).toBeUndefined();
    browser.id = id;
    expect(await browser.whoAmI()).toEqual({ authenticated: false });
    expect((await browser.graphql('{ viewer { role } }')).status).toBe(401);
  });

  it('is 204 without a session as well', async () => {
    expect((await browser.send('DELETE', '/session')).status).toBe(204);
  });
});

describe('the quota of signing in', () => {
  it('is that of the key when it is right, and of the address when it is wrong', async () => {
    const small = await startGateway({ addressPerMinute: 1 });
    try {
      const right = await small.fixtures.key(await small.fixtures.organization(), { perMinute: 2 });
      const other = new Browser(small);
      const first = await other.signIn(right);
      expect(first.headers.get('ratelimit-policy')).toBe('2;w=60, 1000000000;w=86400');
      expect(first.headers.get('ratelimit-remaining')).toBe('1');
      const stranger = new Browser(small);
      expect((await stranger.signIn('x')).headers.get('ratelimit-policy')).toBe('1;w=60');
      expect((await stranger.signIn('x')).status).toBe(429);
      expect((await stranger.send('POST', '/session', { body: '{' })).status).toBe(429);
      expect(
        (await other.send('GET', '/certifications/api/v1/claims')).headers.get('ratelimit-remaining'),
      ).toBe('0');
      expect((await stranger.signIn(right)).status).toBe(429);
      expect(await small.fixtures.count('session')).toBe(1);
    } finally {
      await small.close();
    }
  });
});
