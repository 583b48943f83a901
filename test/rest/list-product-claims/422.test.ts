import { gtins } from '../../codecs/vectors.js';
import { expectRefusal } from '../refusal.js';
import { type Scene, setScene } from '../scene.js';

let scene: Scene;

beforeAll(async () => {
  scene = await setScene();
});
afterAll(() => scene.gateway.close());

describe('GET /products/{gtin}/claims, 422', () => {
  it.each([...gtins.invalid, '9'.repeat(300), "' or 1=1 --"])(
    'refuses the GTIN %j at the path',
    async (gtin) => {
      const answer = await expectRefusal(scene.gateway, 422, () =>
        scene.gateway.rest('GET', `/products/${encodeURIComponent(gtin)}/claims`, { key: scene.key }),
      );
      expect(answer.body.details.map(({ loc }: { loc: string[] }) => loc)).toEqual([['path', 'gtin']]);
    },
  );
});
