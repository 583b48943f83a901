import { expectRefusal } from '../refusal.js';
import { REST_BASE, type Scene, setScene } from '../scene.js';

let scene: Scene;

beforeAll(async () => {
  scene = await setScene();
});
afterAll(() => scene.gateway.close());

describe('an unknown path, 404', () => {
  it.each([
    '/unknown',
    '/certifications',
    REST_BASE,
    `${REST_BASE}/unknown`,
    `${REST_BASE}/products`,
    `${REST_BASE}/products/00000012345670`,
    `${REST_BASE}/products/00000012345670/claims/x/y`,
    `${REST_BASE}/claims/x/y`,
    `${REST_BASE}/claims//`,
    '/.well-known',
    `${REST_BASE}/Products/00000012345670/claims`,
    '/certifications/api/v2/products/00000012345670/claims',
    '/__proto__',
    '/%00',
  ])('%s is answered with a problem document', async (path) => {
    const answer = await expectRefusal(scene.gateway, 404, () =>
      scene.gateway.request(path, { headers: { 'x-api-key': scene.key } }),
    );
    expect(answer.body.detail).toBe('The requested resource was not found.');
  });

  it.each(['POST', 'PUT', 'PATCH', 'DELETE', 'PROPFIND'])('is the same for %s', async (method) => {
    await expectRefusal(scene.gateway, 404, () => scene.gateway.request('/unknown', { method }));
  });

  it('does not repeat the path', async () => {
    expect((await scene.gateway.request('/secret-path')).text).not.toContain('secret');
  });
});

describe('404 for an unknown path comes before', () => {
  it.each<[string, Record<string, string>, string]>([
    ['401, no credential', { 'content-type': 'application/json' }, '{}'],
    ['401, a wrong credential', { 'content-type': 'application/json', 'x-api-key': 'secret' }, '{}'],
    ['413, a body that is too large', { 'content-type': 'application/json' }, ' '.repeat(600_000)],
    ['415, another media type', { 'content-type': 'text/plain' }, 'text'],
    ['400, broken JSON', { 'content-type': 'application/json' }, '{'],
  ])('%s', async (_, headers, body) => {
    await expectRefusal(scene.gateway, 404, () =>
      scene.gateway.request(`${REST_BASE}/unknown`, { method: 'POST', headers, body }),
    );
  });
});
