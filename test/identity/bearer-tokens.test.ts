import { createSecretKey } from 'node:crypto';
import { type CryptoKey, exportSPKI, importJWK, SignJWT } from 'jose';
import { shortId } from '../../src/codecs/short-id.js';
import type { Database } from '../../src/database/database.js';
import { BearerTokens } from '../../src/identity/bearer-tokens.js';
import {
  type AuthorizationServer,
  makeSigningKey,
  startAuthorizationServer,
} from '../support/authorization-server.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { Fixtures } from '../support/fixtures.js';

type Claims = Readonly<Record<string, unknown>>;

let test: TestDatabase;
let database: Database;
let server: AuthorizationServer;
let organization: string;
let now: number;
let tokens: BearerTokens;

beforeAll(async () => {
  test = await createTestDatabase();
  database = test.database;
  organization = await new Fixtures(database).organization();
  server = await startAuthorizationServer();
});
afterAll(async () => {
  await server.stop();
  await test.drop();
});
beforeEach(() => {
  now = Date.now();
  tokens = new BearerTokens(server.settings, database, { warn: () => {}, info: () => {} }, () => now);
});
afterEach(() => {
  database.observer = undefined;
});

const seconds = () => Math.floor(now / 1000);

/** Who bears a token that the authorization server signed, apart from what the case changes. */
async function bearer(claims: Claims, header = {}) {
  return tokens.identify(await server.forge({ organization, ...claims }, { header }));
}

describe('a token of the authorization server', () => {
  it('acts for the organization in its claim, named by its subject', async () => {
    const token = await server.token({ organization, client: 'portal' });
    expect(await tokens.identify(token)).toMatchObject({
      organizationId: organization,
      credential: 'token',
      publishable: false,
      actor: `token.portal@${organization}`,
    });
  });

  it.each([
    ['certifications:write', 'editor'],
    ['certifications:read', 'readonly'],
    ['certifications:read certifications:write', 'editor'],
    ['certifications:read profile', 'readonly'],
  ])('with scope "%s" is %s', async (scope, role) => {
    const token = await server.token({ organization, scope });
    expect(await tokens.identify(token)).toMatchObject({ role });
  });

  it('with scopes of others only is forbidden, and told which scope it needs', async () => {
    const token = await server.token({ organization, scope: 'profile' });
    await expect(tokens.identify(token)).rejects.toMatchObject({
      code: 'forbidden',
      headers: {
        'www-authenticate': 'Bearer realm="claims", error="insufficient_scope", scope="certifications:read"',
      },
    });
  });

  it('for another audience is wrong', async () => {
    const token = await server.token({ organization, audience: 'https://other.example/api' });
    expect(await tokens.identify(token)).toBeUndefined();
  });

  it('shares its quota with the other tokens of its subject, and with no other subject', async () => {
    const accountOf = async (client: string) =>
      (await tokens.identify(await server.token({ organization, client })))?.quota.name;
    const [first, second, other] = [await accountOf('a'), await accountOf('a'), await accountOf('b')];
    expect(second).toBe(first);
    expect(other).not.toBe(first);
  });

  it('is looked at once for many requests', async () => {
    const token = await server.token({ organization });
    const statements: unknown[] = [];
    database.observer = ({ name }) => statements.push(name);
    for (let request = 0; request < 5; request++) expect(await tokens.identify(token)).toBeDefined();
    expect(statements).toEqual(['find_organizations']);
  });

  it('is refused from its expiry on, even while it is remembered', async () => {
    const token = await server.token({ organization });
    expect(await tokens.identify(token)).toBeDefined();
    now += (600 + 61) * 1000;
    expect(await tokens.identify(token)).toBeUndefined();
  });
});

describe('a claim that is right', () => {
  it.each<[string, () => Claims]>([
    ['an expiry within the tolerance', () => ({ exp: seconds() - 55 })],
    ['a beginning within the tolerance', () => ({ nbf: seconds() + 55 })],
    ['one audience of several', () => ({ aud: ['https://other.example', server.settings.audience] })],
    ['a subject of 255 characters', () => ({ sub: 's'.repeat(255) })],
    ['the short form of the organization', () => ({ organization: shortId(organization) })],
    ['the organization in capitals', () => ({ organization: organization.toUpperCase() })],
    ['the organization as a list of one', () => ({ organization: [organization] })],
    [
      "Keycloak's map of one organization",
      () => ({ organization: { 'meadow-foods': { id: organization } } }),
    ],
    ['scp as a text', () => ({ scope: undefined, scp: 'certifications:write' })],
    ['scp as a list', () => ({ scope: undefined, scp: ['openid', 'certifications:write'] })],
  ])('is %s', async (_, claims) => {
    expect(await bearer(claims())).toMatchObject({ organizationId: organization, role: 'editor' });
  });
});

describe('a claim that is wrong', () => {
  it.each<[string, () => Claims]>([
    ['an expiry beyond the tolerance', () => ({ exp: seconds() - 61 })],
    ['no expiry', () => ({ exp: undefined })],
    ['a beginning beyond the tolerance', () => ({ nbf: seconds() + 65 })],
    ['another issuer', () => ({ iss: 'https://other.example' })],
    ['the issuer with a slash behind it', () => ({ iss: `${server.issuer}/` })],
    ['no issuer', () => ({ iss: undefined })],
    ['no audience', () => ({ aud: undefined })],
    ['no subject', () => ({ sub: undefined })],
    ['an empty subject', () => ({ sub: '' })],
    ['a subject of 256 characters', () => ({ sub: 's'.repeat(256) })],
    ['a subject with a line break', () => ({ sub: 'supplier\n' })],
    ['a subject beyond ASCII', () => ({ sub: 'Lieferänt' })],
    ['no organization', () => ({ organization: undefined })],
    ['an organization that is no id', () => ({ organization: 'Meadow Foods' })],
    ['a list of two organizations', () => ({ organization: [organization, organization] })],
    ['an empty list of organizations', () => ({ organization: [] })],
    ['a list of names', () => ({ organization: ['meadow-foods'] })],
    [
      'a map of two organizations',
      () => ({ organization: { a: { id: organization }, b: { id: organization } } }),
    ],
    ['an empty map', () => ({ organization: {} })],
    ['a map of names without ids', () => ({ organization: { 'meadow-foods': {} } })],
    ['a map of null', () => ({ organization: { 'meadow-foods': null } })],
    ['an unknown organization', () => ({ organization: '01234567-89ab-7def-8123-456789abcdef' })],
    ['a short form that is too large', () => ({ organization: 'z'.repeat(22) })],
  ])('is %s', async (_, claims) => {
    expect(await bearer(claims())).toBeUndefined();
  });

  it('is a wrong organization before it is a missing scope', async () => {
    expect(await bearer({ organization: '01234567-89ab-7def-8123-456789abcdef', scope: '' })).toBeUndefined();
  });
});

describe('a forged token', () => {
  const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');

  it.each(['', 'token', 'a.b.c', '..', 'e30.e30.e30', 'a.b.c.d.e'])('"%s" is wrong', async (token) => {
    expect(await tokens.identify(token)).toBeUndefined();
  });

  it('with another payload under a good signature is wrong', async () => {
    const [header, , signature] = (await server.token({ organization, scope: 'certifications:read' })).split(
      '.',
    );
    const other = (await server.forge({ organization })).split('.')[1];
    expect(await tokens.identify(`${header}.${other}.${signature}`)).toBeUndefined();
  });

  it.each(['none', 'None', 'NONE'])('without a signature, as alg "%s", is wrong', async (alg) => {
    const [, payload] = (await server.forge({ organization })).split('.');
    expect(await tokens.identify(`${encode({ alg, kid: server.key.kid })}.${payload}.`)).toBeUndefined();
  });

  it("signed with the issuer's public key as a shared secret is wrong", async () => {
    const publicKey = (await importJWK(server.key.publicJwk)) as CryptoKey;
    const forged = await new SignJWT({ organization, scope: 'certifications:write' })
      .setProtectedHeader({ alg: 'HS256', kid: server.key.kid })
      .setIssuer(server.issuer)
      .setAudience(server.settings.audience)
      .setSubject('supplier')
      .setExpirationTime('10m')
      .sign(createSecretKey(Buffer.from(await exportSPKI(publicKey))));
    expect(await tokens.identify(forged)).toBeUndefined();
  });

  it("signed with another key under the issuer's key id is wrong", async () => {
    const key = { ...(await makeSigningKey()), kid: server.key.kid };
    expect(await tokens.identify(await server.forge({ organization }, { key }))).toBeUndefined();
  });

  it('that brings its own key along is wrong, and its address is not asked', async () => {
    const key = await makeSigningKey();
    const header = {
      jwk: key.publicJwk,
      jku: `${server.issuer}/elsewhere`,
      x5u: `${server.issuer}/elsewhere`,
    };
    const forged = await server.forge({ organization }, { key, header });
    server.takeRequests();
    expect(await tokens.identify(forged)).toBeUndefined();
    expect(server.takeRequests()).not.toContain('/elsewhere');
  });

  it('of more than 8 KB is wrong, whatever signed it', async () => {
    expect(await bearer({ padding: 'x'.repeat(4_000) })).toBeDefined();
    expect(await bearer({ padding: 'x'.repeat(8_000) })).toBeUndefined();
  });
});
