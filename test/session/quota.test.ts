import { createSignInLink } from '../../src/identity/sign-in-links.js';
import { type Gateway, startGateway } from '../support/gateway.js';
import { Browser } from './browser.js';

let gateway: Gateway;
let organization: string;
let addresses = 0;

beforeAll(async () => {
  gateway = await startGateway({ trustProxy: ['127.0.0.1'], addressPerMinute: 2 });
  organization = await gateway.fixtures.organization();
});
afterAll(() => gateway.close());

/** Headers of a client at an address that no other test has. */
const elsewhere = () => ({ 'x-forwarded-for': `192.0.2.${++addresses}` });
const remaining = ({ headers }: { headers: Headers }) => headers.get('ratelimit-remaining');

/** Headers of an address that has spent its quota. */
async function spentAddress() {
  const headers = elsewhere();
  for (let i = 0; i < 2; i++) await gateway.request('/session', { headers });
  return headers;
}

async function link(): Promise<string> {
  const { id } = await gateway.fixtures.keyWithId(organization);
  return `/session/link/${(await createSignInLink(gateway.database, id))?.token}`;
}

describe('a request without a credential counts on its address', () => {
  it.each([
    ['GET', '/session'],
    ['DELETE', '/session'],
    ['PUT', '/session'],
    ['GET', '/session/link/unknown'],
    ['HEAD', '/session/link/unknown'],
    ['GET', '/session/unknown'],
  ])('%s %s', async (method, path) => {
    const answer = await gateway.request(path, { method, headers: elsewhere() });
    expect({ policy: answer.headers.get('ratelimit-policy'), remaining: remaining(answer) }).toEqual({
      policy: '2;w=60',
      remaining: '1',
    });
  });
});

describe('a request with a session counts on its key', () => {
  async function signedIn() {
    const browser = new Browser(gateway);
    await browser.signIn(await gateway.fixtures.key(organization, { perMinute: 10 }), elsewhere());
    return browser;
  }

  it.each([
    ['GET', '/session'],
    ['DELETE', '/session'],
    ['GET', '/session/link/unknown'],
  ])('%s %s', async (method, path) => {
    const browser = await signedIn();
    expect(remaining(await browser.send(method, path, { headers: elsewhere() }))).toBe('8');
  });
});

it('signing in counts once', async () => {
  const browser = new Browser(gateway);
  const key = await gateway.fixtures.key(organization, { perMinute: 10 });
  const headers = elsewhere();
  expect(remaining(await browser.signIn(key, headers))).toBe('9');
  expect(remaining(await new Browser(gateway).send('GET', '/session', { headers }))).toBe('1');
});

describe('an address that has spent its quota', () => {
  it.each([
    ['GET', '/session'],
    ['DELETE', '/session'],
    ['GET', '/session/link/unknown'],
  ])('is told 429: %s %s', async (method, path) => {
    const answer = await gateway.request(path, { method, headers: await spentAddress() });
    expect(answer.status).toBe(429);
    expect(answer.body).toMatchObject({ error_code: 'rate_limited', retryable: true });
    expect(answer.headers.get('retry-after')).toBe(String(answer.body.retry_after));
    expect(remaining(answer)).toBe('0');
  });

  it('does not use a sign-in link up', async () => {
    const path = await link();
    expect((await gateway.request(path, { headers: await spentAddress() })).status).toBe(429);
    expect((await gateway.request(path, { headers: elsewhere() })).status).toBe(303);
  });

  it('is told that a path does not exist all the same', async () => {
    expect((await gateway.request('/session/unknown', { headers: await spentAddress() })).status).toBe(404);
  });
});
