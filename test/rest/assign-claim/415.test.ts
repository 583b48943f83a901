import { gzipSync } from 'node:zlib';
import { rawRequest } from '../raw-request.js';
import { expectRefusal } from '../refusal.js';
import { REST_BASE, type Scene, setScene } from '../scene.js';

let scene: Scene;

beforeAll(async () => {
  scene = await setScene();
});
afterAll(() => scene.gateway.close());

function send(headers: Readonly<Record<string, string>>, body: string | Uint8Array, gtin = scene.gtin) {
  return rawRequest(scene.gateway.url, {
    path: `${REST_BASE}/products/${gtin}/claims`,
    headers: { 'x-api-key': scene.key, ...headers },
    chunks: [body],
  });
}

describe('POST /products/{gtin}/claims, 415', () => {
  it.each([
    'text/plain',
    'application/x-www-form-urlencoded',
    'multipart/form-data; boundary=x',
    'application/xml',
    'application/jsonp',
    'application/json-patch+json',
    'application/problem+json',
    'text/json',
    'json',
    'application/',
    'application/json; charset=latin1',
    'application/json; charset=utf-16',
    'application/json;charset="iso-8859-1"',
  ])('refuses a body of the type %s', async (contentType) => {
    await expectRefusal(scene.gateway, 415, () =>
      send({ 'content-type': contentType }, JSON.stringify({ claim_id: scene.claim })),
    );
  });

  it('refuses a body without a type', async () => {
    await expectRefusal(scene.gateway, 415, () => send({}, JSON.stringify({ claim_id: scene.claim })));
  });

  it.each(['gzip', 'deflate', 'br', 'zstd'])(
    'refuses a body with the content encoding %s',
    async (encoding) => {
      await expectRefusal(scene.gateway, 415, () =>
        send(
          { 'content-type': 'application/json', 'content-encoding': encoding },
          gzipSync(JSON.stringify({ claim_id: scene.claim })),
        ),
      );
    },
  );

  it('comes before the 400 of broken JSON', async () => {
    await expectRefusal(scene.gateway, 415, () => send({ 'content-type': 'text/plain' }, '{'));
  });

  it('comes before the 422 of a wrong GTIN', async () => {
    await expectRefusal(scene.gateway, 415, () => send({ 'content-type': 'text/plain' }, '{}', 'wrong'));
  });
});
