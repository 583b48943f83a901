import { rawRequest } from '../raw-request.js';
import { expectRefusal } from '../refusal.js';
import { type Scene, setScene } from '../scene.js';
import { operations, pathOf } from './operations.js';

let scene: Scene;

beforeAll(async () => {
  scene = await setScene();
});
afterAll(() => scene.gateway.close());

describe.each([...new Set(operations.map(({ template }) => template))])('%s, 405', (template) => {
  const known = operations.filter((operation) => operation.template === template);
  const methods = known.flatMap(({ method }) => (method === 'GET' ? ['GET', 'HEAD'] : [method])).sort();
  const others = ['POST', 'PUT', 'PATCH', 'DELETE', 'PROPFIND', 'QUERY'].filter(
    (method) => !methods.includes(method),
  );

  it.each(others)('refuses %s and names the methods that the path has', async (method) => {
    const path = pathOf(known[0] as (typeof known)[number], scene);
    const answer = await expectRefusal(scene.gateway, 405, () =>
      rawRequest(scene.gateway.url, { method, path, chunks: [] }),
    );
    expect(answer.headers.get('allow')).toBe(methods.join(', '));
  });
});
