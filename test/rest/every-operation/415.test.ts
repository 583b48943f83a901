import { expectRefusal } from '../refusal.js';
import { type Scene, setScene } from '../scene.js';
import { pathOf, title, writingOperations } from './operations.js';

let scene: Scene;

beforeAll(async () => {
  scene = await setScene();
});
afterAll(() => scene.gateway.close());

describe.each(writingOperations.map((operation) => [title(operation), operation] as const))(
  '%s, 415',
  (_, operation) => {
    it.each<[string, Record<string, string>]>([
      ['text/plain', {}],
      ['application/merge-patch+json', {}],
      ['application/json; charset=latin1', {}],
      ['application/json', { 'content-encoding': 'gzip' }],
    ])('refuses a body of the type %s with %j', async (type, headers) => {
      await expectRefusal(scene.gateway, 415, () =>
        scene.gateway.request(pathOf(operation, scene), {
          method: operation.method,
          headers: { 'x-api-key': scene.key, 'content-type': type, ...headers },
          body: '{}',
        }),
      );
    });
  },
);
