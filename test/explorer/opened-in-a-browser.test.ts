import { type Gateway, startGateway } from '../support/gateway.js';

/** What browsers accept when an address is opened. */
const BROWSER = 'text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,*/*;q=0.8';
let gateway: Gateway;

beforeAll(async () => {
  gateway = await startGateway({ addressPerMinute: 10 });
});
afterAll(() => gateway.close());

const open = (path: string, accept: string) => gateway.request(path, { headers: { accept } });

describe('GET /graphql that would rather have a page', () => {
  it('leads to the explorer, with the operation that the address names', async () => {
    const search = '?query=%7Bviewer%7Brole%7D%7D&variables=%7B%7D&operationName=Q';
    const { status, headers } = await open(`/graphql${search}`, BROWSER);
    expect(status).toBe(303);
    expect(headers.get('location')).toBe(`/graphiql${search}`);
    expect(headers.get('vary')).toMatch(/accept/i);
  });

  it('is not counted', async () => {
    for (const _ of [1, 2, 3]) {
      const { status, headers } = await open('/graphql', BROWSER);
      expect(status).toBe(303);
      expect(headers.get('ratelimit-limit')).toBeNull();
    }
  });

  it.each(['*/*', 'application/json', 'application/graphql-response+json, text/html;q=0.5'])(
    'is a request as any other when it accepts %s',
    async (accept) => {
      const { status, headers } = await open('/graphql?query=%7B__typename%7D', accept);
      expect(status).not.toBe(303);
      expect(headers.get('content-type')).toMatch(/json/);
    },
  );
});

describe('a sign-in link that does not work', () => {
  it('leads a person to the explorer, which says so', async () => {
    const { status, headers } = await open(`/session/link/${'A'.repeat(43)}`, BROWSER);
    expect(status).toBe(303);
    expect(headers.get('location')).toBe('/graphiql#sign-in-link-is-over');
    expect(headers.get('set-cookie')).toBeNull();
  });

  it('is a 404 for programs', async () => {
    expect((await open(`/session/link/${'A'.repeat(43)}`, '*/*')).status).toBe(404);
  });
});
