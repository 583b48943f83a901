import { createSignInLink } from '../../src/identity/sign-in-links.js';
import type { Answer, Gateway } from '../support/gateway.js';
import { rawExchange } from '../support/raw-exchange.js';
import { shareGateway } from '../support/shared-gateway.js';
import { Browser } from './browser.js';

const FOREIGN = { origin: 'https://evil.example' };

let gateway: Gateway;
let key: string;
let keyId: string;
let one: string;
let other: string;
let browser: Browser;

beforeAll(async () => {
  gateway = await shareGateway();
  ({ id: keyId, key } = await gateway.fixtures.keyWithId(await gateway.fixtures.organization()));
});
beforeEach(async () => {
  one = await openSession();
  other = await openSession();
  browser = new Browser(gateway);
});
afterAll(() => gateway.close());

async function openSession(): Promise<string> {
  const signedIn = new Browser(gateway);
  await signedIn.signIn(key);
  return signedIn.id as string;
}

async function isOver(id: string): Promise<boolean> {
  const holder = new Browser(gateway);
  holder.id = id;
  return !(await holder.whoAmI()).authenticated;
}

const both = () => `sessionid=${one}; sessionid=${other}`;

const apis: [string, (headers: Record<string, string>) => Promise<Answer>][] = [
  ['REST', (headers) => gateway.request('/certifications/api/v1/claims', { headers })],
  ['GraphQL', (headers) => browser.graphql('{ viewer { role } }', headers)],
];

describe.each(apis)('of the %s API, a request with two session cookies', (_, send) => {
  it.each([
    ['of two sessions', both],
    ['of one session', () => `sessionid=${one}; sessionid=${one}`],
    ['of which the second is empty', () => `sessionid=${one}; sessionid=`],
    ['of which the first is malformed', () => `sessionid=x; theme=dark; sessionid=${one}`],
    ['that are written with blanks', () => `sessionid=${one};  sessionid = ${other}`],
    ['without a blank between them', () => `sessionid=${one};sessionid=${other}`],
  ])('is a 401: %s', async (_name, cookie) => {
    const answer = await send({ cookie: cookie() });
    const problem = answer.body.errors?.[0].extensions.problem ?? answer.body;
    expect([answer.status, problem.error_code]).toEqual([401, 'unauthorized']);
  });

  it('is answered by an explicit credential that wins', async () => {
    expect((await send({ cookie: both(), 'x-api-key': key })).status).toBe(200);
  });

  it('is refused for a wrong Authorization that wins', async () => {
    const { headers } = await send({ cookie: both(), authorization: 'Bearer x' });
    expect(headers.get('www-authenticate')).toContain('invalid_token');
  });

  it('is answered when only one is named sessionid', async () => {
    const cookie = `my_sessionid=x; sessionid2=x; Sessionid=x; a=sessionid; sessionid=${one}`;
    expect((await send({ cookie })).status).toBe(200);
  });
});

it('two Cookie headers with a session each are a 401', async () => {
  const { status } = await rawExchange(gateway.url, [
    'GET /certifications/api/v1/claims HTTP/1.1',
    'Host: localhost',
    `Cookie: sessionid=${one}`,
    `Cookie: sessionid=${other}`,
    'Connection: close',
  ]);
  expect(status).toBe(401);
});

it('GET /session with two session cookies is not authenticated', async () => {
  const { body } = await browser.send('GET', '/session', { headers: { cookie: both() } });
  expect(body).toEqual({ authenticated: false });
});

describe.each<[string, number, () => Promise<Answer>]>([
  ['signing out', 204, () => browser.send('DELETE', '/session', { headers: { cookie: both() } })],
  ['signing in', 204, () => browser.signIn(key, { cookie: both() })],
  ['a sign-in link', 303, async () => browser.send('GET', await link(), { headers: { cookie: both() } })],
])('%s with two session cookies', (_, status, send) => {
  it(`is answered ${status}`, async () => {
    expect((await send()).status).toBe(status);
  });

  it('ends both sessions', async () => {
    await send();
    expect([await isOver(one), await isOver(other)]).toEqual([true, true]);
  });
});

async function link(): Promise<string> {
  return `/session/link/${(await createSignInLink(gateway.database, keyId))?.token}`;
}

describe.each<[string, () => Promise<Answer>]>([
  ['signing out', () => browser.send('DELETE', '/session', { headers: { cookie: both(), ...FOREIGN } })],
  ['signing in', () => browser.signIn(key, { cookie: both(), ...FOREIGN })],
])('%s with two session cookies from another site', (_, send) => {
  it('is a 403', async () => {
    expect((await send()).status).toBe(403);
  });

  it('ends neither session', async () => {
    await send();
    expect([await isOver(one), await isOver(other)]).toEqual([false, false]);
  });
});

it('signing in opens a session of its own beside two session cookies', async () => {
  await browser.signIn(key, { cookie: both() });
  expect(await isOver(browser.id as string)).toBe(false);
});
