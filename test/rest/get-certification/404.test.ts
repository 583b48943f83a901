import { type CertificationScene, setCertificationScene } from '../certification-scene.js';
import { expectRefusal } from '../refusal.js';

let scene: CertificationScene;

beforeAll(async () => {
  scene = await setCertificationScene();
});
afterAll(() => scene.gateway.close());

describe('GET /certifications/{id}, 404', () => {
  it.each([
    ['an unknown id', () => '00000000-0000-4000-8000-000000000000'],
    ['an id beyond UUIDs', () => 'z'.repeat(22)],
    ['the id of a body', () => scene.body],
    ["another organization's certification", () => scene.foreign],
  ])('says that there is no certification: %s', async (_, id) => {
    const { body } = await expectRefusal(scene.gateway, 404, () =>
      scene.gateway.rest('GET', `/certifications/${id()}`, { key: scene.key }),
    );
    expect(body.detail).toBe('No certification with this id was found.');
    expect(body.details).toEqual([
      { loc: ['path', 'id'], msg: 'Certification not found', type: 'not_found' },
    ]);
  });
});
