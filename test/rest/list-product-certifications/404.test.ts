import { type CertificationScene, setCertificationScene } from '../certification-scene.js';
import { expectRefusal } from '../refusal.js';

let scene: CertificationScene;

beforeAll(async () => {
  scene = await setCertificationScene();
});
afterAll(() => scene.gateway.close());

it('GET /products/{gtin}/certifications, 404 says that there is no such product', async () => {
  const { body } = await expectRefusal(scene.gateway, 404, () =>
    scene.gateway.rest('GET', '/products/99999999/certifications', { key: scene.key }),
  );
  expect(body.details).toEqual([{ loc: ['path', 'gtin'], msg: 'Product not found', type: 'not_found' }]);
});
