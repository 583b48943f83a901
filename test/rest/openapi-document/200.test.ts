import { openApiDocument } from '../../../src/rest/openapi/document.js';
import { rawRequest } from '../raw-request.js';
import { REST_BASE, type Scene, setScene } from '../scene.js';

const PATH = `${REST_BASE}/openapi.json`;

let scene: Scene;

beforeAll(async () => {
  scene = await setScene();
});
afterAll(() => scene.gateway.close());

describe('GET /openapi.json, 200', () => {
  it.each<[string, Record<string, string>]>([
    ['without a credential', {}],
    ['with a wrong one', { 'x-api-key': 'secret' }],
  ])('gives the document %s', async (_, headers) => {
    const { status, headers: answered, body } = await scene.gateway.request(PATH, { headers });
    expect({ status, type: answered.get('content-type') }).toEqual({
      status: 200,
      type: 'application/openapi+json',
    });
    const servers = [expect.objectContaining({ url: scene.gateway.url })];
    expect(body).toEqual({ ...openApiDocument, servers });
  });

  it('answers HEAD with the headers alone', async () => {
    const { status, headers, text } = await rawRequest(scene.gateway.url, {
      method: 'HEAD',
      path: PATH,
      chunks: [],
    });
    const length = (await scene.gateway.request(PATH)).headers.get('content-length');
    expect({ status, text, length: headers.get('content-length') }).toEqual({
      status: 200,
      text: '',
      length,
    });
  });

  it('is refused with 405 for another method', async () => {
    const { status, headers } = await scene.gateway.request(PATH, { method: 'POST' });
    expect({ status, allow: headers.get('allow') }).toEqual({ status: 405, allow: 'GET, HEAD' });
  });
});
