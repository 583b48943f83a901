import { statementFailure } from '../../../src/database/failure.js';
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
  '%s, 503',
  (_, operation) => {
    it('asks to try again when the database cannot answer', async () => {
      const refused = Object.assign(new Error('connect to secret-host'), { code: 'ECONNREFUSED' });
      const failure = statementFailure(refused) as Error;
      const { status, body, text } = await sendWhileFailing(scene, operation, failure);
      expect({ status, code: body.error_code, retryable: body.retryable }).toEqual({
        status: 503,
        code: 'service_unavailable',
        retryable: true,
      });
      expect(text).not.toContain('secret');
    });
  },
);
