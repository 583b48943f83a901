import { expectRefusal } from '../refusal.js';
import { type Scene, setScene } from '../scene.js';

let scene: Scene;

beforeAll(async () => {
  scene = await setScene();
});
afterAll(() => scene.gateway.close());

describe('GET /products/{gtin}/claims, 404', () => {
  it.each(['99999999', '99999999999999'])('says that no product is %s', async (gtin) => {
    const answer = await expectRefusal(scene.gateway, 404, () =>
      scene.gateway.rest('GET', `/products/${gtin}/claims`, { key: scene.key }),
    );
    expect(answer.body.details).toEqual([
      { loc: ['path', 'gtin'], msg: 'Product not found', type: 'not_found' },
    ]);
  });
});
