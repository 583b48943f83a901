import { unprepared } from '../../src/database/statement.js';
import { revokeApiKey } from '../../src/identity/manage-keys.js';
import { createSignInLink } from '../../src/identity/sign-in-links.js';
import { runInProcess } from '../support/command.js';
import { type Gateway, startGateway } from '../support/gateway.js';
import { Browser } from './browser.js';

let gateway: Gateway;
let keyId: string;

beforeAll(async () => {
  gateway = await startGateway();
});
beforeEach(async () => {
  keyId = (await gateway.fixtures.keyWithId(await gateway.fixtures.organization())).id;
});
afterAll(() => gateway.close());

async function link(): Promise<string> {
  const made = await createSignInLink(gateway.database, keyId);
  return `/session/link/${made?.token}`;
}

const open = (path: string, browser = new Browser(gateway)) => browser.send('GET', path);

it('signs a browser in and leads it to the explorer', async () => {
  const browser = new Browser(gateway);
  const answer = await open(await link(), browser);
  expect(answer.status).toBe(303);
  expect(answer.headers.get('location')).toBe('/graphiql');
  expect(answer.headers.get('referrer-policy')).toBe('no-referrer');
  expect(answer.headers.get('cache-control')).toBe('private, no-store');
  expect(await browser.whoAmI()).toMatchObject({ authenticated: true });
});

it('works once', async () => {
  const path = await link();
  await open(path);
  const again = await open(path);
  expect(again.status).toBe(404);
  expect(again.body.detail).toMatch(/link/);
  expect(again.headers.get('set-cookie')).toBeNull();
});

it('lets one of many in who come at the same time', async () => {
  const path = await link();
  const statuses = await Promise.all(Array.from({ length: 10 }, async () => (await open(path)).status));
  expect(statuses.toSorted()).toEqual([303, ...Array(9).fill(404)]);
});

it('ends the session that the browser had before', async () => {
  const browser = new Browser(gateway);
  await open(await link(), browser);
  const old = new Browser(gateway);
  old.id = browser.id;
  await open(await link(), browser);
  expect(await browser.whoAmI()).toMatchObject({ authenticated: true });
  expect(await old.whoAmI()).toEqual({ authenticated: false });
});

it('is not used up when no session could be opened', async () => {
  const path = await link();
  const { database } = gateway;
  await database.query(unprepared('alter table session add constraint full_up check (false) not valid'));
  expect((await open(path)).status).toBe(500);
  await database.query(unprepared('alter table session drop constraint full_up'));
  expect((await open(path)).status).toBe(303);
});

it('works for ten minutes', async () => {
  const made = await createSignInLink(gateway.database, keyId);
  const rest = Date.parse(made?.expiresAt as string) - Date.now();
  expect(rest).toBeGreaterThan(9 * 60_000);
  expect(rest).toBeLessThanOrEqual(10 * 60_000);
  await gateway.database.query(unprepared('update sign_in_link set expires_at = now()'));
  expect((await open(`/session/link/${made?.token}`)).status).toBe(404);
});

it('gives nothing when its key was revoked meanwhile', async () => {
  const path = await link();
  await revokeApiKey(gateway.database, keyId);
  expect((await open(path)).status).toBe(404);
  expect(await createSignInLink(gateway.database, keyId)).toBeUndefined();
});

it('is not used up by a look at it', async () => {
  const path = await link();
  expect((await gateway.request(path, { method: 'HEAD' })).status).toBe(405);
  expect((await open(path)).status).toBe(303);
});

it.each(['x', 'A'.repeat(43), '%00', '..%2fx'])('is a 404 when it is %s', async (token) => {
  expect((await open(`/session/link/${token}`)).status).toBe(404);
});

it('is not written into the log', async () => {
  const path = await link();
  await open(path);
  expect(JSON.stringify(gateway.log)).not.toContain(path.split('/').at(-1));
});

describe('claims sign-in-link', () => {
  const run = (...options: string[]) =>
    runInProcess(['sign-in-link', ...options], { DATABASE_URL: url, PORT: '4321', HOST: '0.0.0.0' });
  let url: string;
  beforeAll(() => {
    url = gateway.databaseUrl;
  });

  it('makes a link for the key that is named', async () => {
    const { code, stdout } = await run('--key', keyId, '--json');
    expect(code).toBe(0);
    const made = JSON.parse(stdout);
    expect(made.url).toMatch(/^http:\/\/localhost:4321\/session\/link\/[\w-]{43}$/);
    expect(Date.parse(made.expires_at)).toBeGreaterThan(Date.now());
    expect((await open(new URL(made.url).pathname)).status).toBe(303);
  });

  it('begins with PUBLIC_URL where there is one', async () => {
    const env = { DATABASE_URL: url, PUBLIC_URL: 'https://claims.example' };
    const { stdout } = await runInProcess(['sign-in-link', '--key', keyId], env);
    expect(stdout).toMatch(
      /^https:\/\/claims\.example\/session\/link\/[\w-]{43}\nIt works once, until [\d-]+T[\d:]+Z\.\n$/,
    );
  });

  it.each([
    ['an unknown key', ['--key', '2222222222222222222222'], /no such key/],
    ['no key where there is no demo', [], /no demo/],
    ['something that is no id', ['--key', 'x'], /short id/],
  ])('refuses %s in one sentence', async (_, options, sentence) => {
    const { code, stdout, stderr } = await run(...options);
    expect(code).toBe(1);
    expect(stdout).toBe('');
    expect(stderr).toMatch(sentence);
  });
});
