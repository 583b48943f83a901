import type { Answer } from '../support/gateway.js';
import { rawRequest } from './raw-request.js';
import { REST_BASE, type Scene, setScene } from './scene.js';

let scene: Scene;

beforeAll(async () => {
  scene = await setScene();
});
afterAll(() => scene.gateway.close());

const json = { 'content-type': 'application/json' };

function post(headers: Readonly<Record<string, string>>, body: string): Promise<Answer> {
  return scene.gateway.request(`${REST_BASE}/products/${scene.gtin}/claims`, {
    method: 'POST',
    headers: { 'x-api-key': scene.key, ...headers },
    body,
  });
}

/** One request for every failure that needs no broken database. */
const failures: [number, string, string, () => Promise<Answer>][] = [
  [400, 'bad_request', 'Bad Request', () => post(json, '{')],
  [401, 'unauthorized', 'Unauthorized', () => post({ 'x-api-key': 'x' }, '{}')],
  [
    403,
    'forbidden',
    'Forbidden',
    async () => {
      const key = await scene.gateway.fixtures.key(scene.organization, { role: 'readonly' });
      return post({ ...json, 'x-api-key': key }, '{}');
    },
  ],
  [404, 'not_found', 'Not Found', () => scene.gateway.request('/unknown')],
  [
    405,
    'method_not_allowed',
    'Method Not Allowed',
    () => scene.gateway.request('/healthz', { method: 'PUT' }),
  ],
  [
    409,
    'conflict',
    'Conflict',
    async () => {
      await scene.assign({ claim_id: scene.claim });
      return scene.assign({ claim_id: scene.claim });
    },
  ],
  [413, 'payload_too_large', 'Payload Too Large', () => post(json, ' '.repeat(600_000))],
  [
    415,
    'unsupported_media_type',
    'Unsupported Media Type',
    () => post({ 'content-type': 'text/plain' }, 'x'),
  ],
  [422, 'validation_error', 'Validation Error', () => post(json, '{}')],
  [
    500,
    'internal_error',
    'Internal Server Error',
    async () => {
      const { database } = scene.gateway;
      database.observer = ({ name }) => {
        if (name === 'assign_claim') throw new Error('unexpected');
      };
      const answer = await scene.assign({ claim_id: scene.claim });
      database.observer = undefined;
      return answer;
    },
  ],
];

describe.each(failures)('the problem document of %i', (status, errorCode, title, send) => {
  it('has the media type of RFC 9457 and no parameter', async () => {
    expect((await send()).headers.get('content-type')).toBe('application/problem+json');
  });

  it('has the members of ErrorOut that apply', async () => {
    const { details, ...body } = (await send()).body;
    expect(body).toEqual({
      type: `https://closient.com/docs/errors/${errorCode}`,
      title,
      status,
      detail: expect.stringMatching(/^[A-Z].*\.$/),
      error_code: errorCode,
      retryable: status === 500,
      timestamp: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+00:00$/),
    });
  });

  it('has details only where there is something to point at', async () => {
    expect(Object.hasOwn((await send()).body, 'details')).toBe(status === 422);
  });

  it('comes with the status that it names', async () => {
    expect((await send()).status).toBe(status);
  });

  it('comes with a request id', async () => {
    expect((await send()).headers.get('x-request-id')).toMatch(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
  });
});

describe('the timestamp of a problem document', () => {
  it('is the time of the failure', async () => {
    const { body } = await scene.gateway.request('/unknown');
    expect(Math.abs(Date.parse(body.timestamp) - Date.now())).toBeLessThan(5000);
  });
});

describe('X-Request-Id', () => {
  it.each<[string, () => Promise<Answer>]>([
    ['a 200', () => scene.gateway.rest('GET', `/products/${scene.gtin}/claims`, { key: scene.key })],
    ['a 201', async () => scene.assign({ claim_id: scene.claim }, { gtin: await scene.freshProduct() })],
    ['a page that is open to all', () => scene.gateway.request('/healthz')],
    ['a path that cannot be decoded', () => rawRequest(scene.gateway.url, { path: '/%zz', chunks: [] })],
    [
      'an operation whose path cannot be decoded',
      () => rawRequest(scene.gateway.url, { path: `${REST_BASE}/products/%zz/claims`, chunks: [] }),
    ],
  ])('is on %s', async (_, send) => {
    expect((await send()).headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/);
  });

  it('differs from request to request', async () => {
    const ids = await Promise.all(
      Array.from({ length: 5 }, async () =>
        (await scene.gateway.request('/healthz')).headers.get('x-request-id'),
      ),
    );
    expect(new Set(ids).size).toBe(5);
  });
});

describe('HEAD', () => {
  it('has the status and headers of the failure and no body', async () => {
    const { status, headers, text } = await rawRequest(scene.gateway.url, {
      method: 'HEAD',
      path: `${REST_BASE}/products/${scene.gtin}/claims`,
      chunks: [],
    });
    expect({ status, type: headers.get('content-type'), text }).toEqual({
      status: 401,
      type: 'application/problem+json',
      text: '',
    });
  });
});
