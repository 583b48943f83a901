import { type Gateway, startGateway } from '../support/gateway.js';
import { rawExchange } from '../support/raw-exchange.js';

const DOCUMENT = '/certifications/api/v1/openapi.json';

/** The servers of the document that a request with these headers gets. */
async function serversFor(gateway: Gateway, headers: readonly string[], version = '1.1'): Promise<string[]> {
  const { body } = await rawExchange(gateway.url, [
    `GET ${DOCUMENT} HTTP/${version}`,
    ...headers,
    'Connection: close',
  ]);
  return body.servers.map(({ url }: { url: string }) => url);
}

describe('the server that the OpenAPI document names', () => {
  let gateway: Gateway;
  beforeAll(async () => {
    gateway = await startGateway({ trustProxy: [] });
  });
  afterAll(() => gateway.close());

  it('is the one that the document came from', async () => {
    const { body } = await gateway.request(DOCUMENT);
    expect(body.servers.map(({ url }: { url: string }) => url)).toEqual([gateway.url]);
    expect(await serversFor(gateway, ['Host: claims.example:8080'])).toEqual(['http://claims.example:8080']);
  });

  it('is relative where the request names no host', async () => {
    expect(await serversFor(gateway, [], '1.0')).toEqual(['/']);
  });

  it('is not what a client says of a proxy', async () => {
    const headers = ['Host: claims.example', 'X-Forwarded-Host: evil.example', 'X-Forwarded-Proto: https'];
    expect(await serversFor(gateway, headers)).toEqual(['http://claims.example']);
  });

  it('is what a trusted proxy says', async () => {
    const behind = await startGateway({ trustProxy: ['127.0.0.1'] });
    try {
      const headers = ['Host: x', 'X-Forwarded-Host: claims.example', 'X-Forwarded-Proto: https'];
      expect(await serversFor(behind, headers)).toEqual(['https://claims.example']);
    } finally {
      await behind.close();
    }
  });

  it('is PUBLIC_URL where there is one', async () => {
    const published = await startGateway({ publicUrl: 'https://example.com/claims-api' });
    try {
      expect(await serversFor(published, ['Host: x'])).toEqual(['https://example.com/claims-api']);
    } finally {
      await published.close();
    }
  });
});
