import { rawRequest } from '../raw-request.js';
import { expectRefusal } from '../refusal.js';
import { REST_BASE, type Scene, setScene } from '../scene.js';

let scene: Scene;
let path: string;

beforeAll(async () => {
  scene = await setScene();
  path = `${REST_BASE}/products/${scene.gtin}/claims`;
});
afterAll(() => scene.gateway.close());

describe('/products/{gtin}/claims, 405', () => {
  it.each(['PUT', 'PATCH', 'DELETE', 'PROPFIND', 'PURGE', 'QUERY'])(
    'refuses %s and names the methods that the path has',
    async (method) => {
      const answer = await expectRefusal(scene.gateway, 405, () =>
        rawRequest(scene.gateway.url, { method, path, headers: { 'x-api-key': scene.key }, chunks: [] }),
      );
      expect(answer.headers.get('allow')).toBe('GET, HEAD, POST');
    },
  );

  it('does not depend on the query', async () => {
    await expectRefusal(scene.gateway, 405, () => scene.gateway.request(`${path}?x=1`, { method: 'DELETE' }));
  });

  it('allows HEAD, which the path has by its GET', async () => {
    const { status, text } = await rawRequest(scene.gateway.url, {
      method: 'HEAD',
      path,
      headers: { 'x-api-key': scene.key },
      chunks: [],
    });
    expect({ status, text }).toEqual({ status: 200, text: '' });
  });
});

describe('405 comes before', () => {
  it.each<[string, Record<string, string>, string]>([
    ['401, no credential', { 'content-type': 'application/json' }, '{}'],
    ['413, a body that is too large', { 'content-type': 'application/json' }, ' '.repeat(600_000)],
    ['415, another media type', { 'content-type': 'text/plain' }, 'text'],
    ['415, a media type that cannot be read', { 'content-type': 'json' }, 'text'],
    ['400, broken JSON', { 'content-type': 'application/json' }, '{'],
  ])('%s', async (_, headers, body) => {
    await expectRefusal(scene.gateway, 405, () =>
      scene.gateway.request(path, { method: 'PUT', headers, body }),
    );
  });
});
