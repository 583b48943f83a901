import { once } from 'node:events';
import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Database } from '../../src/database/database.js';
import { type BearerSettings, BearerTokens } from '../../src/identity/bearer-tokens.js';
import {
  type AuthorizationServer,
  makeSigningKey,
  type SigningKey,
  startAuthorizationServer,
} from '../support/authorization-server.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { Fixtures } from '../support/fixtures.js';

const DISCOVERY = '/.well-known/openid-configuration';
const JWKS = '/jwks';
const UNAVAILABLE = { code: 'service_unavailable' };
const DAY_MS = 86_400_000;

let test: TestDatabase;
let database: Database;
let server: AuthorizationServer;
let organization: string;
let now: number;
let logged: string[];

beforeAll(async () => {
  test = await createTestDatabase();
  database = test.database;
  organization = await new Fixtures(database).organization();
});
afterAll(() => test.drop());
beforeEach(async () => {
  now = Date.now();
  logged = [];
  server = await startAuthorizationServer();
});
afterEach(() => server.stop());

function verifier(settings: BearerSettings = server.settings): BearerTokens {
  const note = (level: string) => (facts: object, message: string) =>
    logged.push(`${level}: ${message} ${JSON.stringify(facts)}`);
  return new BearerTokens(settings, database, { warn: note('warn'), info: note('info') }, () => now);
}

let tokensMade = 0;

/** A token that no verifier has seen, good for days. */
function freshToken(key?: SigningKey): Promise<string> {
  const claims = { organization, jti: `${++tokensMade}`, exp: Math.floor((now + 10 * DAY_MS) / 1000) };
  return server.forge(claims, key && { key });
}

/** A verifier that knows the issuer's keys. Requests so far are taken. */
async function informedVerifier(): Promise<BearerTokens> {
  const tokens = verifier();
  expect(await tokens.identify(await freshToken())).toBeDefined();
  server.takeRequests();
  return tokens;
}

describe('the keys of an issuer', () => {
  it('are read once for first requests that come together', async () => {
    const tokens = verifier();
    const fresh = await Promise.all(Array.from({ length: 20 }, () => freshToken()));
    const principals = await Promise.all(fresh.map((token) => tokens.identify(token)));
    expect(principals.every(Boolean)).toBe(true);
    expect(server.takeRequests()).toEqual([DISCOVERY, JWKS]);
  });

  it('are not asked for by a token that could never be right', async () => {
    const header = Buffer.from('{"alg":"HS256"}').toString('base64url');
    await verifier().identify(`${header}.e30.c2ln`);
    expect(server.takeRequests()).toEqual([]);
  });

  it('may be rotated: a token of a new key works once the cooldown is over', async () => {
    const tokens = await informedVerifier();
    await server.rotateKeys();
    now += 5_000;
    expect(await tokens.identify(await freshToken())).toBeDefined();
  });

  it('are read again once for many tokens with unknown keys', async () => {
    const tokens = await informedVerifier();
    const unknown = await Promise.all(
      Array.from({ length: 20 }, async () => freshToken(await makeSigningKey())),
    );
    now += 5_000;
    const principals = await Promise.all(unknown.map((token) => tokens.identify(token)));
    expect(principals.every((principal) => principal === undefined)).toBe(true);
    expect(server.takeRequests()).toEqual([DISCOVERY, JWKS]);
  });

  it('are not read again within the cooldown: an unknown key is wrong', async () => {
    const tokens = await informedVerifier();
    now += 4_999;
    expect(await tokens.identify(await freshToken(await makeSigningKey()))).toBeUndefined();
    expect(server.takeRequests()).toEqual([]);
  });

  it('are read again beside the requests after ten minutes, so that withdrawn ones disappear', async () => {
    const tokens = await informedVerifier();
    const withdrawn = server.key;
    await server.rotateKeys();
    now += 600_001;
    const deadline = Date.now() + 10_000;
    let principal = await tokens.identify(await freshToken(withdrawn));
    expect(principal).toBeDefined();
    while (principal && Date.now() < deadline) {
      await sleep(10);
      principal = await tokens.identify(await freshToken(withdrawn));
    }
    expect(principal).toBeUndefined();
  });
});

describe('an issuer that is down', () => {
  it('makes first tokens unverifiable, not wrong', async () => {
    const token = await freshToken();
    await server.stop();
    await expect(verifier().identify(token)).rejects.toMatchObject(UNAVAILABLE);
  });

  it('is asked again a second later', async () => {
    const tokens = verifier();
    const token = await freshToken();
    await server.stop();
    await expect(tokens.identify(token)).rejects.toMatchObject(UNAVAILABLE);
    await server.startAgain();
    now += 1_000;
    expect(await tokens.identify(await freshToken())).toBeDefined();
  });

  it('is not asked again within a second', async () => {
    const tokens = verifier();
    const token = await freshToken();
    await server.stop();
    await expect(tokens.identify(token)).rejects.toMatchObject(UNAVAILABLE);
    await server.startAgain();
    now += 999;
    await expect(tokens.identify(token)).rejects.toMatchObject(UNAVAILABLE);
    expect(server.takeRequests()).toEqual([]);
  });

  it('stops no token whose key is known, for however long', async () => {
    const tokens = await informedVerifier();
    const token = await freshToken();
    await server.stop();
    now += 5 * DAY_MS;
    expect(await tokens.identify(token)).toBeDefined();
    now += 1_000;
    expect(await tokens.identify(token)).toBeDefined();
  });

  it('makes tokens with unknown keys unverifiable, not wrong', async () => {
    const tokens = await informedVerifier();
    const token = await freshToken(await makeSigningKey());
    await server.stop();
    now += 5_000;
    await expect(tokens.identify(token)).rejects.toMatchObject(UNAVAILABLE);
    await expect(tokens.identify(token)).rejects.toMatchObject(UNAVAILABLE);
  });

  it('is logged once, and once more when it is back, without any token', async () => {
    const tokens = verifier();
    const token = await freshToken();
    await server.stop();
    for (let request = 0; request < 3; request++) {
      await expect(tokens.identify(token)).rejects.toMatchObject(UNAVAILABLE);
      now += 1_000;
    }
    await server.startAgain();
    await tokens.identify(await freshToken());
    expect(logged.map((line) => line.split(':')[0])).toEqual(['warn', 'info']);
    expect(logged.join()).not.toContain(token);
  });
});

describe('what an issuer publishes', () => {
  let stub: Server;
  let url: string;
  let asked: string[];
  let metadata: (response: ServerResponse) => void;
  let keys: object[];

  const good = (response: ServerResponse) => answer({ issuer: url, jwks_uri: `${url}${JWKS}` })(response);
  const answer = (body: unknown) => (response: ServerResponse) => void response.end(JSON.stringify(body));

  beforeEach(async () => {
    asked = [];
    stub = createServer((request, response) => {
      asked.push(request.url as string);
      if (request.url === JWKS) answer({ keys })(response);
      else metadata(response);
    }).listen(0, '127.0.0.1');
    await once(stub, 'listening');
    url = `http://127.0.0.1:${(stub.address() as AddressInfo).port}`;
    metadata = good;
    keys = [server.key.publicJwk];
  });
  afterEach(() => {
    stub.close();
    stub.closeAllConnections();
  });

  /** Shows a token of the stub's issuer, signed with `key`. */
  async function identify(issuer = url, options: Parameters<AuthorizationServer['forge']>[1] = {}) {
    const token = await server.forge({ organization, iss: issuer }, options);
    return verifier({ ...server.settings, issuer }).identify(token);
  }

  it('is found below an issuer with a path, whose last slash counts', async () => {
    const issuer = `${url}/tenant/`;
    metadata = answer({ issuer, jwks_uri: `${url}${JWKS}` });
    expect(await identify(issuer)).toBeDefined();
    expect(asked).toEqual([`/tenant${DISCOVERY}`, JWKS]);
  });

  it.each<[string, (response: ServerResponse) => void]>([
    [
      'is of another issuer',
      (response) => answer({ issuer: `${url}/`, jwks_uri: `${url}${JWKS}` })(response),
    ],
    ['names no keys', (response) => answer({ issuer: url })(response)],
    ['is no object', answer(null)],
    ['is no JSON', (response) => void response.end('<html>')],
    [
      'comes with an error',
      (response) => {
        response.statusCode = 500;
        good(response);
      },
    ],
    [
      'lies elsewhere',
      (response) => {
        if (asked.length > 1) good(response);
        else response.writeHead(302, { location: '/elsewhere' }).end();
      },
    ],
    [
      'is larger than 256 KB',
      (response) =>
        answer({ issuer: url, jwks_uri: `${url}${JWKS}`, padding: 'x'.repeat(256 * 1024) })(response),
    ],
    [
      'breaks off',
      (response) =>
        void response.writeHead(200, { 'content-length': 100 }).write('{', () => response.destroy()),
    ],
  ])('that %s makes tokens unverifiable', async (_, wrong) => {
    metadata = wrong;
    await expect(identify()).rejects.toMatchObject(UNAVAILABLE);
  });

  it('over https may not lead to keys without it', async () => {
    const { fetch } = globalThis;
    const issuer = 'https://issuer.example';
    globalThis.fetch = async (place) => {
      asked.push(String(place));
      return Response.json({ issuer, jwks_uri: `http://issuer.example${JWKS}`, keys });
    };
    try {
      await expect(identify(issuer)).rejects.toMatchObject(UNAVAILABLE);
      expect(asked).toEqual([`${issuer}${DISCOVERY}`]);
    } finally {
      globalThis.fetch = fetch;
    }
  });

  it('may be several keys of which the token names none', async () => {
    const { kid: _first, ...nameless } = server.key.publicJwk;
    const { kid: _second, ...other } = (await makeSigningKey()).publicJwk;
    keys = [other, nameless];
    const key = { ...server.key, kid: undefined as never };
    expect(await identify(url, { key })).toBeDefined();
    expect(
      await identify(url, { key: { ...(await makeSigningKey()), kid: undefined as never } }),
    ).toBeUndefined();
  });

  it('may hold a key that cannot be used: its tokens are wrong, and the log says why', async () => {
    keys = [{ ...server.key.publicJwk, x: 'AQAB', y: 'AQAB' }];
    expect(await identify()).toBeUndefined();
    expect(logged).toEqual([expect.stringMatching(/^warn: a bearer token was not verified/)]);
  });
});
