import { type CertificationScene, setCertificationScene } from '../certification-scene.js';
import { expectRefusal } from '../refusal.js';

let scene: CertificationScene;

beforeAll(async () => {
  scene = await setCertificationScene();
  await scene.assign({ certification_id: scene.certification });
});
afterAll(() => scene.gateway.close());

describe('POST /products/{gtin}/certifications, 409', () => {
  it('refuses a certification that the product holds already, whatever else is sent', async () => {
    for (const id of [scene.certification, scene.certificationUuid]) {
      const { body } = await expectRefusal(scene.gateway, 409, () =>
        scene.assign({ certification_id: id, certificate_number: 'X' }),
      );
      expect(body.detail).toBe('The certification is already assigned to this product.');
    }
  });
});
