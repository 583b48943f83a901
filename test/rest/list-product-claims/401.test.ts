import { expectRefusal } from '../refusal.js';
import { type Scene, setScene } from '../scene.js';

let scene: Scene;

beforeAll(async () => {
  scene = await setScene();
});
afterAll(() => scene.gateway.close());

describe('GET /products/{gtin}/claims, 401', () => {
  it.each<[string, () => { key?: string }]>([
    ['no credential', () => ({})],
    ['a malformed key', () => ({ key: 'secret' })],
    ['an unknown key', () => ({ key: scene.gateway.fixtures.unknownKey() })],
  ])('refuses %s', async (_, options) => {
    await expectRefusal(scene.gateway, 401, () =>
      scene.gateway.rest('GET', `/products/${scene.gtin}/claims`, options()),
    );
  });

  it.each(['wrong', '99999999'])('comes before what is wrong with the GTIN %s', async (gtin) => {
    await expectRefusal(scene.gateway, 401, () => scene.gateway.rest('GET', `/products/${gtin}/claims`));
  });
});
