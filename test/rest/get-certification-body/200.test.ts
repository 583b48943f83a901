import { type CertificationScene, setCertificationScene } from '../certification-scene.js';

let scene: CertificationScene;

beforeAll(async () => {
  scene = await setCertificationScene();
});
afterAll(() => scene.gateway.close());

it('GET /certification-bodies/{id}, 200 gives the body as the list does', async () => {
  const { status, body } = await scene.gateway.rest('GET', `/certification-bodies/${scene.body}`, {
    key: scene.key,
  });
  expect(status).toBe(200);
  expect(body).toEqual({
    id: scene.body,
    name: 'Oregon Tilth',
    website: 'https://example.com/tilth',
    description: '',
    logo_url: null,
  });
  const list = await scene.gateway.rest('GET', '/certification-bodies?name=TILTH', { key: scene.key });
  expect(list.body.data).toEqual([body]);
});
