import { rawRequest } from '../raw-request.js';
import { expectRefusal } from '../refusal.js';
import { type Scene, setScene } from '../scene.js';
import { operations, title } from './operations.js';

let scene: Scene;

beforeAll(async () => {
  scene = await setScene();
});
afterAll(() => scene.gateway.close());

const withParameters = operations.filter(({ template }) => template.includes('{'));

describe.each(withParameters.map((operation) => [title(operation), operation] as const))(
  '%s, 400',
  (_, { method, template }) => {
    it.each(['%zz', '%', '%ff', '%ed%a0%80'])(
      'refuses %s in the path, which is not validly percent-encoded',
      async (text) => {
        const path = template.replaceAll(/\{\w+\}/g, text);
        const answer = await expectRefusal(scene.gateway, 400, () =>
          rawRequest(scene.gateway.url, { method, path, headers: { 'x-api-key': scene.key }, chunks: [] }),
        );
        expect(answer.body.detail).toBe('The path is not validly percent-encoded.');
      },
    );
  },
);
