import { shortId } from '../../../src/codecs/short-id.js';
import { expectRefusal } from '../refusal.js';
import { type Scene, setScene } from '../scene.js';

const UNKNOWN = '00000000-0000-4000-8000-000000000000';

let scene: Scene;

beforeAll(async () => {
  scene = await setScene();
});
afterAll(() => scene.gateway.close());

describe('GET /claims/{id}, 404', () => {
  it.each([UNKNOWN, shortId(UNKNOWN), 'oZEq7ovRbLq6UnGMPwc8B5', 'oZEq7ovRbLq6UnGMPwc8B6', 'z'.repeat(22)])(
    'says that no claim has the id %s',
    async (id) => {
      const answer = await expectRefusal(scene.gateway, 404, () =>
        scene.gateway.rest('GET', `/claims/${id}`, { key: scene.key }),
      );
      expect(answer.body.details).toEqual([
        { loc: ['path', 'id'], msg: 'Claim not found', type: 'not_found' },
      ]);
    },
  );
});
