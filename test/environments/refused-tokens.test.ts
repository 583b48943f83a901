import { LogLimiter } from '../../src/cli/log-limiter.js';
import {
  type AuthorizationServer,
  makeSigningKey,
  startAuthorizationServer,
} from '../support/authorization-server.js';
import { type Gateway, startGateway } from '../support/gateway.js';

let server: AuthorizationServer;
let gateway: Gateway;
let organization: string;

beforeAll(async () => {
  server = await startAuthorizationServer();
  gateway = await startGateway({ issuer: server.settings });
  organization = await gateway.fixtures.organization();
});
afterAll(async () => {
  await gateway.close();
  await server.stop();
});

/** The warnings that a request with this token causes, and its status. */
async function warningsFor(token: string) {
  const before = gateway.log.length;
  const { status } = await gateway.request('/certifications/api/v1/claims', {
    headers: { authorization: `Bearer ${token}` },
  });
  const lines = gateway.log.slice(before);
  expect(JSON.stringify(lines)).not.toContain(token);
  expect(JSON.stringify(lines)).not.toContain(token.split('.')[2]);
  return { status, warnings: lines.filter(({ level }) => level === 40) };
}

const unknown = '01234567-89ab-7def-8123-456789abcdef';

describe('the log says why a token is refused', () => {
  it.each([
    [
      'issuer',
      { iss: 'https://other.example/realms/x' },
      /issuer is not OAUTH_ISSUER/,
      'https://other.example/realms/x',
    ],
    ['audience', { aud: 'account' }, /audience is not OAUTH_AUDIENCE/, 'account'],
    ['expiry', { exp: 1 }, /claim exp is missing or not fulfilled/, undefined],
    ['missing claim', { organization: undefined }, /claim organization is missing/, undefined],
    [
      'list of names',
      { organization: ['acme'] },
      /claim organization does not hold the id of one organization/,
      '["acme"]',
    ],
    ['subject', { sub: '' }, /subject is missing/, ''],
  ])('%s', async (_, claims, reason, found) => {
    const { status, warnings } = await warningsFor(await server.forge({ organization, ...claims }));
    expect(status).toBe(401);
    expect(warnings).toEqual([expect.objectContaining({ msg: expect.stringMatching(reason) })]);
    expect(warnings[0]?.found).toBe(found);
  });

  it('unknown organization', async () => {
    const { warnings } = await warningsFor(await server.forge({ organization: unknown }));
    expect(warnings).toEqual([
      expect.objectContaining({
        msg: 'a bearer token was refused: its organization is unknown',
        found: unknown,
      }),
    ]);
  });

  it('unknown key', async () => {
    const token = await server.forge({ organization }, { key: await makeSigningKey() });
    const { warnings } = await warningsFor(token);
    expect(warnings).toEqual([
      expect.objectContaining({ msg: expect.stringMatching(/not signed by the issuer/) }),
    ]);
  });

  it('with claims of any length cut', async () => {
    const { warnings } = await warningsFor(await server.forge({ organization, aud: 'a'.repeat(2_000) }));
    expect(String(warnings[0]?.found)).toHaveLength(200);
  });

  it('and nothing for a token that is accepted', async () => {
    expect(await warningsFor(await server.forge({ organization }))).toEqual({ status: 200, warnings: [] });
  });
});

it('the log of serve lets one such line of a kind pass in each second', () => {
  const written: unknown[] = [];
  const limiter = new LogLimiter(() => 0);
  for (const found of ['a', 'b', 'c']) {
    limiter.log([{ found }, 'a bearer token was refused: its audience is not OAUTH_AUDIENCE'], 40, (line) =>
      written.push(line),
    );
  }
  expect(written).toHaveLength(1);
});
