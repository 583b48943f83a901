import { type Gateway, startGateway } from '../support/gateway.js';

const PAGES = ['/', '/graphiql', '/reference'];
let gateway: Gateway;

beforeAll(async () => {
  gateway = await startGateway({ introspection: 'authenticated' });
});
afterAll(() => gateway.close());

/** Addresses of the files that a page asks for. */
async function filesOf(page: string): Promise<string[]> {
  const { text } = await gateway.request(page);
  return [...text.matchAll(/(?:href|src)="(assets\/[^"]+)"/g)].map(([, path]) => `/${path}`);
}

async function scriptOf(page: string): Promise<string> {
  return (await filesOf(page)).find((file) => file.endsWith('.js')) as string;
}

describe.each(PAGES)('the page %s', (path) => {
  it('is HTML that browsers ask about each time', async () => {
    const { status, headers, text } = await gateway.request(path);
    expect(status).toBe(200);
    expect(headers.get('content-type')).toBe('text/html; charset=utf-8');
    expect(headers.get('cache-control')).toBe('no-cache');
    expect(text).toContain('Claims Gateway');
  });

  it('is not sent again to a browser that has it', async () => {
    const etag = (await gateway.request(path)).headers.get('etag') as string;
    const again = await gateway.request(path, { headers: { 'if-none-match': `"other", W/${etag}` } });
    expect(again.status).toBe(304);
    expect(again.text).toBe('');
    const changed = await gateway.request(path, { headers: { 'if-none-match': '"other"' } });
    expect(changed.status).toBe(200);
  });

  it('allows nothing but our own scripts, and no frames', async () => {
    const policy = (await gateway.request(path)).headers.get('content-security-policy');
    expect(policy).toContain("default-src 'none'; script-src 'self';");
    expect(policy).toContain("connect-src 'self';");
    expect(policy).toContain("frame-ancestors 'none'");
  });

  it('asks for nothing that is not served', async () => {
    for (const file of await filesOf(path)) expect((await gateway.request(file)).status).toBe(200);
  });

  it('answers 405 with Allow to other methods', async () => {
    const { status, headers } = await gateway.request(path, { method: 'POST' });
    expect(status).toBe(405);
    expect(headers.get('allow')).toBe('GET, HEAD');
  });
});

it('leads from the home page to everything else, and shows a first call', async () => {
  const { text } = await gateway.request('/');
  const links = [...text.matchAll(/<a href="([^"]+)"/g)].map(([, path]) => `/${path}`);
  expect(links).toEqual(expect.arrayContaining(['/graphiql', '/reference', '/healthz']));
  for (const link of links) expect((await gateway.request(link)).status).toBe(200);
  expect(text).toContain('curl -s');
});

it('tells the explorer who may look at the schema', async () => {
  const { text } = await gateway.request('/graphiql');
  expect(text).toContain('<meta name="introspection" content="authenticated">');
});

describe('the files of a page', () => {
  it('may be kept for a year, because their names hold their hashes', async () => {
    const file = await scriptOf('/graphiql');
    expect(file).toMatch(/-[A-Z0-9]{8}\.js$/);
    expect((await gateway.request(file)).headers.get('cache-control')).toBe(
      'public, max-age=31536000, immutable',
    );
  });

  it.each(['br', 'gzip'])('come compressed by %s to those who take it', async (encoding) => {
    const { headers, text } = await gateway.request(await scriptOf('/graphiql'), {
      headers: { 'accept-encoding': encoding },
    });
    expect(headers.get('content-encoding')).toBe(encoding);
    expect(headers.get('content-type')).toMatch(/javascript/);
    expect(headers.get('vary')).toMatch(/accept-encoding/i);
    expect(text).toContain('createElement');
  });

  it('come as they are to those who take nothing else', async () => {
    const file = await scriptOf('/graphiql');
    const { headers } = await gateway.request(file, { headers: { 'accept-encoding': 'identity' } });
    expect(headers.get('content-encoding')).toBeNull();
  });

  it('are unknown under other names', async () => {
    for (const path of ['/assets/', '/assets/x.js', `${await scriptOf('/graphiql')}.br`]) {
      const { status, body } = await gateway.request(path);
      expect(status).toBe(404);
      expect(body.error_code).toBe('not_found');
    }
  });

  it('are one series of the metrics', async () => {
    await gateway.request(await scriptOf('/graphiql'));
    const { text } = await gateway.request('/metrics');
    expect(text).toContain('route="/assets/*"');
    expect(text).not.toContain('graphiql-');
  });

  it('have a favicon among them for answers that are no pages', async () => {
    const { status, headers } = await gateway.request('/favicon.ico');
    expect(status).toBe(200);
    expect(headers.get('content-type')).toMatch(/^image\/svg\+xml/);
  });
});

it('counts neither pages nor their files', async () => {
  const key = await gateway.fixtures.key(await gateway.fixtures.organization());
  for (const path of [...PAGES, await scriptOf('/reference')]) {
    const { headers } = await gateway.request(path, { headers: { 'x-api-key': key } });
    expect(headers.get('ratelimit-limit')).toBeNull();
  }
});

describe('a file of the pages', () => {
  it.each([
    ['Range', 'bytes=99999999-'],
    ['If-Match', '"x"'],
    ['If-Unmodified-Since', 'Mon, 01 Jan 1990 00:00:00 GMT'],
  ])('is sent whole whatever %s says', async (name, value) => {
    for (const path of [await scriptOf('/graphiql'), '/favicon.ico']) {
      const { status, text } = await gateway.request(path, { headers: { [name]: value } });
      expect(status).toBe(200);
      expect(text).toBe((await gateway.request(path)).text);
    }
  });
});
