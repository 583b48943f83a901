import { revokeApiKey } from '../../../src/identity/manage-keys.js';
import { type StoppedClock, stopClock } from '../../support/clock.js';
import { rawRequest } from '../raw-request.js';
import { expectRefusal } from '../refusal.js';
import { REST_BASE, type Scene, setScene } from '../scene.js';

const WRONG_CHECKSUM = 'csb_AbCdEfGhIjKlMnOpQrStUvWxYzAbCdEf_1a2b3c4d';

let scene: Scene;
let clock: StoppedClock | undefined;

beforeAll(async () => {
  scene = await setScene();
});
afterEach(() => {
  clock?.release();
  clock = undefined;
});
afterAll(() => scene.gateway.close());

/** A request that would be answered 201 if it were not for these headers. */
function send(headers: Readonly<Record<string, string | readonly string[]>>) {
  return rawRequest(scene.gateway.url, {
    path: `${REST_BASE}/products/${scene.gtin}/claims`,
    headers: { 'content-type': 'application/json', ...headers },
    chunks: [JSON.stringify({ claim_id: scene.claim })],
  });
}

describe('POST /products/{gtin}/claims, 401', () => {
  it.each<[string, () => Record<string, string | string[]>]>([
    ['no credential', () => ({})],
    ['an empty key', () => ({ 'x-api-key': '' })],
    ['a key of another form', () => ({ 'x-api-key': 'secret' })],
    ['a key with a wrong checksum', () => ({ 'x-api-key': WRONG_CHECKSUM })],
    ['an unknown key', () => ({ 'x-api-key': scene.gateway.fixtures.unknownKey() })],
    ['a key with something behind it', () => ({ 'x-api-key': `${scene.key}x` })],
    ['two keys, though both are good', () => ({ 'x-api-key': [scene.key, scene.key] })],
    ['a good key in another header', () => ({ authorization: `Bearer ${scene.key}` })],
  ])('refuses %s and says how to sign in', async (_, headers) => {
    const answer = await expectRefusal(scene.gateway, 401, () => send(headers()));
    expect(answer.headers.get('www-authenticate')).toMatch(/^ApiKey .*header="X-API-Key"/);
  });

  it('refuses a key that has expired', async () => {
    const { fixtures } = scene.gateway;
    const key = await fixtures.key(scene.organization, { expiresAt: new Date(Date.now() - 1000) });
    await expectRefusal(scene.gateway, 401, () => send({ 'x-api-key': key }));
  });

  it('refuses a key that expires while the server has it in its cache', async () => {
    const { fixtures } = scene.gateway;
    clock = stopClock();
    const expiresAt = new Date(Date.now() + 1_500);
    const key = await fixtures.key(scene.organization, { expiresAt });
    const path = `/products/${scene.gtin}/claims`;
    const early = await scene.gateway.rest('GET', path, { key });
    clock.advance(1.6);
    const late = await scene.gateway.rest('GET', path, { key });
    expect([early.status, late.status]).toEqual([200, 401]);
  });

  it('refuses a revoked key after 5 seconds, though the server has it in its cache', async () => {
    clock = stopClock();
    const { database, fixtures, rest } = scene.gateway;
    const { id, key } = await fixtures.keyWithId(scene.organization);
    const path = `/products/${scene.gtin}/claims`;
    expect((await rest('GET', path, { key })).status).toBe(200);
    await revokeApiKey(database, id);
    clock.advance(5);
    await expectRefusal(scene.gateway, 401, () => send({ 'x-api-key': key }));
  });

  it.each(['secret', WRONG_CHECKSUM])('costs no statement for %s', async (key) => {
    const statements: string[] = [];
    scene.gateway.database.observer = ({ text }) => statements.push(text);
    await send({ 'x-api-key': key });
    scene.gateway.database.observer = undefined;
    expect(statements).toEqual([]);
  });

  it('does not tell an unknown key from a malformed one', async () => {
    const unknown = await send({ 'x-api-key': scene.gateway.fixtures.unknownKey() });
    const malformed = await send({ 'x-api-key': WRONG_CHECKSUM });
    expect(unknown.body).toEqual({ ...malformed.body, timestamp: unknown.body.timestamp });
  });

  it('does not repeat the key', async () => {
    expect((await send({ 'x-api-key': WRONG_CHECKSUM })).text).not.toContain('AbCdEf');
  });
});

describe('401 comes before', () => {
  it.each<[string, string, Record<string, string>, string]>([
    ['413, a body that is too large', 'valid', { 'content-type': 'application/json' }, ' '.repeat(600_000)],
    ['415, another media type', 'valid', { 'content-type': 'text/plain' }, 'text'],
    ['400, broken JSON', 'valid', { 'content-type': 'application/json' }, '{'],
    ['422, a wrong GTIN', 'wrong', { 'content-type': 'application/json' }, '{}'],
    ['404, an unknown product', '99999999', { 'content-type': 'application/json' }, '{"claim_id":"x"}'],
  ])('%s', async (_, gtin, headers, body) => {
    const path = `${REST_BASE}/products/${gtin === 'valid' ? scene.gtin : gtin}/claims`;
    await expectRefusal(scene.gateway, 401, () =>
      scene.gateway.request(path, { method: 'POST', headers, body }),
    );
  });
});
