import { malformedIds } from '../../codecs/vectors.js';
import { expectRefusal } from '../refusal.js';
import { type Scene, setScene } from '../scene.js';

let scene: Scene;

beforeAll(async () => {
  scene = await setScene();
});
afterAll(() => scene.gateway.close());

describe('GET /claims/{id}, 422', () => {
  it.each([...malformedIds.filter((id) => id !== ''), 'x', 'NON_GMO', '\0', '\n', 'a/b', '{id}'])(
    'refuses the id %j',
    async (id) => {
      const answer = await expectRefusal(scene.gateway, 422, () =>
        scene.gateway.rest('GET', `/claims/${encodeURIComponent(id)}`, { key: scene.key }),
      );
      const faults = answer.body.details.map(({ loc, type }: { loc: string[]; type: string }) => [
        ...loc,
        type,
      ]);
      expect(faults).toEqual([['path', 'id', 'string_pattern_mismatch']]);
    },
  );
});
