import { expectRefusal } from '../refusal.js';
import { type Scene, setScene } from '../scene.js';
import { operations, pathOf, title } from './operations.js';

let scene: Scene;
/** A key that has nothing left until tomorrow. */
let key: string;

beforeAll(async () => {
  scene = await setScene();
  key = await scene.gateway.fixtures.key(scene.organization, { perDay: 1 });
  await scene.gateway.rest('GET', '/claims', { key });
});
afterAll(() => scene.gateway.close());

describe.each(operations.map((operation) => [title(operation), operation] as const))(
  '%s, 429',
  (_, operation) => {
    it('refuses a key with nothing left before the body is looked at', async () => {
      const { method, body } = operation;
      const { body: problem, headers } = await expectRefusal(scene.gateway, 429, () =>
        scene.gateway.request(pathOf(operation, scene), {
          method,
          headers: { 'x-api-key': key, ...(body && { 'content-type': 'text/plain' }) },
          ...(body && { body }),
        }),
      );
      expect(problem).toMatchObject({ error_code: 'rate_limited', retryable: true });
      expect(problem.retry_after).toBeGreaterThan(0);
      expect(problem.retry_after_seconds).toBe(problem.retry_after);
      expect(headers.get('retry-after')).toBe(String(problem.retry_after));
      expect(headers.get('ratelimit-remaining')).toBe('0');
    });
  },
);
