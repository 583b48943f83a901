import { type CertificationScene, setCertificationScene } from '../certification-scene.js';
import { expectRefusal } from '../refusal.js';

let scene: CertificationScene;

beforeAll(async () => {
  scene = await setCertificationScene();
});
afterAll(() => scene.gateway.close());

describe('POST /products/{gtin}/certifications, 403', () => {
  it.each(['csb', 'cpk'] as const)('refuses a %s key with the role readonly first', async (type) => {
    const key = await scene.gateway.fixtures.key(scene.organization, { type, role: 'readonly' });
    const { body } = await expectRefusal(scene.gateway, 403, () => scene.assign('{', { key, gtin: 'x' }));
    expect(body.detail).toBe('This credential may read but not write.');
  });

  it("refuses another organization's product, whatever the certification", async () => {
    for (const id of [scene.certification, scene.foreign, 'zzzzzzzzzzzzzzzzzzzzzz']) {
      const { body } = await expectRefusal(scene.gateway, 403, () =>
        scene.assign({ certification_id: id }, { gtin: scene.foreignGtin }),
      );
      expect(body.detail).toBe('Another organization owns this product.');
    }
  });
});
