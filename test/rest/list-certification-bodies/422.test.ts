import { wrongPages } from '../catalogue-queries.js';
import { type CertificationScene, setCertificationScene } from '../certification-scene.js';
import { expectRefusal } from '../refusal.js';

let scene: CertificationScene;

beforeAll(async () => {
  scene = await setCertificationScene();
});
afterAll(() => scene.gateway.close());

describe('GET /certification-bodies, 422', () => {
  it.each<readonly [string, string, string]>([
    ...wrongPages,
    ['ordering=label', 'ordering', 'string_pattern_mismatch'],
    ['name=%00', 'name', 'string_unicode'],
    [`name=${'x'.repeat(1_001)}`, 'name', 'string_too_long'],
  ])('refuses %s', async (query, name, type) => {
    const { body } = await expectRefusal(scene.gateway, 422, () =>
      scene.gateway.rest('GET', `/certification-bodies?${query}`, { key: scene.key }),
    );
    expect(body.details).toMatchObject([{ loc: ['query', name], type }]);
  });
});
