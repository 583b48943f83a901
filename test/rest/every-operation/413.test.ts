import { expectRefusal } from '../refusal.js';
import { type Scene, setScene } from '../scene.js';
import { pathOf, title, writingOperations } from './operations.js';

let scene: Scene;

beforeAll(async () => {
  scene = await setScene();
});
afterAll(() => scene.gateway.close());

describe.each(writingOperations.map((operation) => [title(operation), operation] as const))(
  '%s, 413',
  (_, operation) => {
    it.each(['application/json', 'text/plain'])('refuses one byte more than 512 KB of %s', async (type) => {
      await expectRefusal(scene.gateway, 413, () =>
        scene.gateway.request(pathOf(operation, scene), {
          method: operation.method,
          headers: { 'x-api-key': scene.key, 'content-type': type },
          body: '{}'.padEnd(512 * 1024 + 1),
        }),
      );
    });
  },
);
