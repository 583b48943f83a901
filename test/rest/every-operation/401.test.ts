import { expectRefusal } from '../refusal.js';
import { type Scene, setScene } from '../scene.js';
import { operations, pathOf, title } from './operations.js';

let scene: Scene;

beforeAll(async () => {
  scene = await setScene();
});
afterAll(() => scene.gateway.close());

describe.each(operations.map((operation) => [title(operation), operation] as const))(
  '%s, 401',
  (_, operation) => {
    it.each<[string, Record<string, string>]>([
      ['no credential', {}],
      ['a key of another form', { 'x-api-key': 'secret' }],
      ['a bearer token, where no issuer is configured', { authorization: 'Bearer token' }],
      ['the cookie of no session', { cookie: 'sessionid=session' }],
    ])('refuses %s before the body is looked at', async (_, headers) => {
      const { method, body } = operation;
      const answer = await expectRefusal(scene.gateway, 401, () =>
        scene.gateway.request(pathOf(operation, scene), {
          method,
          headers: { ...headers, ...(body && { 'content-type': 'text/plain' }) },
          ...(body && { body }),
        }),
      );
      expect(answer.headers.get('www-authenticate')).toMatch(/^ApiKey /);
    });
  },
);
