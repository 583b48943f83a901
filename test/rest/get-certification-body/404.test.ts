import { type CertificationScene, setCertificationScene } from '../certification-scene.js';
import { expectRefusal } from '../refusal.js';

let scene: CertificationScene;

beforeAll(async () => {
  scene = await setCertificationScene();
});
afterAll(() => scene.gateway.close());

describe('GET /certification-bodies/{id}, 404', () => {
  it.each([
    ['an unknown id', () => '00000000-0000-4000-8000-000000000000'],
    ['an id beyond UUIDs', () => 'z'.repeat(22)],
    ['the id of a certification', () => scene.certification],
  ])('says that there is no body: %s', async (_, id) => {
    const { body } = await expectRefusal(scene.gateway, 404, () =>
      scene.gateway.rest('GET', `/certification-bodies/${id()}`, { key: scene.key }),
    );
    expect(body.detail).toBe('No certification body with this id was found.');
    expect(body.details).toEqual([
      { loc: ['path', 'id'], msg: 'Certification body not found', type: 'not_found' },
    ]);
  });
});
