import { malformedIds } from '../../codecs/vectors.js';
import { type CertificationScene, setCertificationScene } from '../certification-scene.js';
import { expectRefusal } from '../refusal.js';

let scene: CertificationScene;

beforeAll(async () => {
  scene = await setCertificationScene();
});
afterAll(() => scene.gateway.close());

describe('GET /certification-bodies/{id}, 422', () => {
  it.each(malformedIds.filter((id) => id !== ''))('refuses the id %j', async (id) => {
    const { body } = await expectRefusal(scene.gateway, 422, () =>
      scene.gateway.rest('GET', `/certification-bodies/${encodeURIComponent(id)}`, { key: scene.key }),
    );
    expect(body.details.map(({ loc }: { loc: string[] }) => loc)).toEqual([['path', 'id']]);
  });
});
