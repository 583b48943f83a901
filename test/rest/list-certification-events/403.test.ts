import { expectRefusal } from '../refusal.js';
import { type CertificationFeedScene, setCertificationFeed } from './feed.js';

let scene: CertificationFeedScene;

beforeAll(async () => {
  scene = await setCertificationFeed();
});
afterAll(() => scene.gateway.close());

describe('GET /certification-events, 403', () => {
  it.each(['', '?limit=0', '?wait=30'])(
    'refuses a publishable key whatever it asks for: %j',
    async (query) => {
      const key = await scene.gateway.fixtures.key(scene.organization, { type: 'cpk', role: 'readonly' });
      const { body } = await expectRefusal(scene.gateway, 403, () => scene.feed(query, key));
      expect(body.detail).toBe('Publishable keys cannot read changes.');
    },
  );
});
