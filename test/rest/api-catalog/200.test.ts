import { rawRequest } from '../raw-request.js';
import { REST_BASE, type Scene, setScene } from '../scene.js';

const PATH = '/.well-known/api-catalog';
const MEDIA_TYPE = 'application/linkset+json; profile="https://www.rfc-editor.org/info/rfc9727"';

let scene: Scene;

beforeAll(async () => {
  scene = await setScene();
});
afterAll(() => scene.gateway.close());

describe('GET /.well-known/api-catalog, 200', () => {
  it('names the API and the document that describes it, without a credential', async () => {
    const { status, headers, body } = await scene.gateway.request(PATH);
    expect({ status, type: headers.get('content-type') }).toEqual({ status: 200, type: MEDIA_TYPE });
    expect(body).toEqual({
      linkset: [
        {
          anchor: `${REST_BASE}/`,
          'service-desc': [{ href: `${REST_BASE}/openapi.json`, type: 'application/openapi+json' }],
        },
      ],
    });
  });

  it('leads to a document of the type that it says', async () => {
    const { body } = await scene.gateway.request(PATH);
    const [{ href, type }] = body.linkset[0]['service-desc'];
    const { status, headers } = await scene.gateway.request(href);
    expect({ status, type: headers.get('content-type') }).toEqual({ status: 200, type });
  });

  it('answers HEAD with its link', async () => {
    const { status, headers, text } = await rawRequest(scene.gateway.url, {
      method: 'HEAD',
      path: PATH,
      chunks: [],
    });
    expect({ status, text, type: headers.get('content-type'), link: headers.get('link') }).toEqual({
      status: 200,
      text: '',
      type: MEDIA_TYPE,
      link: `<${PATH}>; rel="api-catalog"`,
    });
  });
});
