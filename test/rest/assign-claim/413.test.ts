import { rawRequest } from '../raw-request.js';
import { expectRefusal } from '../refusal.js';
import { REST_BASE, type Scene, setScene } from '../scene.js';

const MAX_BYTES = 512 * 1024;

let scene: Scene;

beforeAll(async () => {
  scene = await setScene();
});
afterAll(() => scene.gateway.close());

/** A valid body of this many bytes. */
function bodyOf(bytes: number): string {
  return JSON.stringify({ claim_id: scene.claim }).padEnd(bytes);
}

function send(headers: Readonly<Record<string, string>>, chunks?: readonly string[]) {
  return rawRequest(scene.gateway.url, {
    path: `${REST_BASE}/products/${scene.gtin}/claims`,
    headers: { 'x-api-key': scene.key, ...headers },
    ...(chunks && { chunks }),
  });
}

describe('POST /products/{gtin}/claims, 413', () => {
  it.each(['application/json', 'text/plain'])('refuses one byte too many of %s', async (contentType) => {
    const answer = await expectRefusal(scene.gateway, 413, () =>
      send({ 'content-type': contentType, 'content-length': String(MAX_BYTES + 1) }, [bodyOf(MAX_BYTES + 1)]),
    );
    expect(answer.body.detail).toBe('The body is larger than 512 KB.');
  });

  it.each(['application/json', 'text/plain'])(
    'refuses one byte too many of %s in chunks',
    async (contentType) => {
      const body = bodyOf(MAX_BYTES + 1);
      const chunks = [body.slice(0, 1000), body.slice(1000, MAX_BYTES), body.slice(MAX_BYTES)];
      await expectRefusal(scene.gateway, 413, () => send({ 'content-type': contentType }, chunks));
    },
  );

  it('refuses one byte too many without a media type', async () => {
    await expectRefusal(scene.gateway, 413, () => send({}, [bodyOf(MAX_BYTES + 1)]));
  });

  it('does not wait for a body that announces itself as too large', async () => {
    const headers = { 'content-type': 'application/json', 'content-length': String(MAX_BYTES + 1) };
    await expectRefusal(scene.gateway, 413, () => send(headers));
  });

  it('comes before the 400 of broken JSON', async () => {
    await expectRefusal(scene.gateway, 413, () =>
      send({ 'content-type': 'application/json' }, ['{'.repeat(MAX_BYTES + 1)]),
    );
  });

  it.each([
    ['at once', { 'content-length': String(MAX_BYTES) }],
    ['in chunks', {}],
  ])('reads exactly 512 KB that come %s', async (_, headers) => {
    const gtin = await scene.freshProduct();
    const answer = await rawRequest(scene.gateway.url, {
      path: `${REST_BASE}/products/${gtin}/claims`,
      headers: { 'x-api-key': scene.key, 'content-type': 'application/json', ...headers },
      chunks: [bodyOf(MAX_BYTES)],
    });
    expect(answer.status).toBe(201);
  });
});
