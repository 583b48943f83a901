import { type Scene, setScene } from '../scene.js';
import { sendWhileFailing } from './broken.js';
import { operations, title } from './operations.js';

let scene: Scene;

beforeAll(async () => {
  scene = await setScene();
  await scene.assign({ claim_id: scene.claim });
});
afterAll(() => scene.gateway.close());

describe.each(operations.map((operation) => [title(operation), operation] as const))(
  '%s, 500',
  (_, operation) => {
    it('tells the request id and nothing else', async () => {
      const failure = new TypeError('secret_table: hunter2');
      const { status, headers, body, text } = await sendWhileFailing(scene, operation, failure);
      expect({ status, detail: body.detail, retryable: body.retryable }).toEqual({
        status: 500,
        detail: `An unexpected error occurred. Request id: ${headers.get('x-request-id')}.`,
        retryable: true,
      });
      expect(text).not.toMatch(/secret|hunter/);
    });
  },
);
