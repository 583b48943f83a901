import { createSignInLink } from '../../src/identity/sign-in-links.js';
import { freePort } from '../support/free-port.js';
import { type Answer, type Gateway, startGateway } from '../support/gateway.js';
import {
  describeWithNginx,
  type PrefixProxy,
  type PrefixProxyOptions,
  startNginx,
  startNodeProxy,
} from '../support/prefix-proxy.js';

const PREFIX = '/claims-api';
const REST = '/certifications/api/v1';

describe('behind a proxy that serves the gateway below a path', () => servedBelowAPath(startNodeProxy));
describeWithNginx('behind nginx, which serves the gateway below a path', () => servedBelowAPath(startNginx));

function servedBelowAPath(startProxy: (options: PrefixProxyOptions) => Promise<PrefixProxy>): void {
  let gateway: Gateway;
  let proxy: PrefixProxy;
  let origin: string;
  let address: string;
  let key: string;
  let keyId: string;
  let organization: string;

  beforeAll(async () => {
    const port = await freePort();
    origin = `http://127.0.0.1:${port}`;
    address = origin + PREFIX;
    gateway = await startGateway({ publicUrl: address });
    proxy = await startProxy({ port, prefix: PREFIX, upstream: gateway.url });
    organization = await gateway.fixtures.organization();
    ({ id: keyId, key } = await gateway.fixtures.keyWithId(organization));
  });
  afterAll(async () => {
    await proxy?.close();
    await gateway.close();
  });

  async function send(url: string, init: RequestInit = {}): Promise<Answer> {
    const response = await fetch(new URL(url, origin), { redirect: 'manual', ...init });
    const text = await response.text();
    const isJson = response.headers.get('content-type')?.includes('json') && text !== '';
    return {
      status: response.status,
      headers: response.headers,
      text,
      body: isJson ? JSON.parse(text) : undefined,
    };
  }

  /** Where an answer leads, as a browser resolves it. */
  const locationOf = ({ headers }: Answer, from: string) =>
    new URL(headers.get('location') ?? '', origin + from).href;

  it('the path leads to the home page, with or without its slash', async () => {
    const bare = await send(PREFIX);
    expect(locationOf(bare, PREFIX)).toBe(`${address}/`);
    expect((await send(`${PREFIX}/`)).text).toContain('Claims Gateway');
  });

  it.each(['/', '/graphiql', '/reference'])(
    'the page %s links to nothing outside of the path',
    async (page) => {
      const { text } = await send(PREFIX + page);
      const links = [...text.matchAll(/(?:href|src)="([^"]+)"/g)].map(
        ([, url]) => new URL(url as string, address + page),
      );
      expect(links).not.toHaveLength(0);
      for (const { href } of links) {
        expect(href.startsWith(`${address}/`)).toBe(true);
        expect((await send(href)).status).toBe(200);
      }
    },
  );

  it('files of pages refer to one another relatively', async () => {
    const { text } = await send(`${PREFIX}/graphiql`);
    const files = [...text.matchAll(/"(assets\/[^"]+\.(?:js|css))"/g)].map(([, file]) => file as string);
    expect(files).toHaveLength(2);
    for (const file of files) expect((await send(`${PREFIX}/${file}`)).text).not.toMatch(/["'(]\/assets\//);
  });

  it.each(['/graphiql', '/reference'])('a slash behind %s leads to the page', async (page) => {
    const answer = await send(`${PREFIX}${page}/?query=%7Ba%7D`);
    expect([answer.status, locationOf(answer, `${PREFIX}${page}/`)]).toEqual([
      308,
      `${address}${page}?query=%7Ba%7D`,
    ]);
  });

  it('a browser that opens the GraphQL API is led to the explorer', async () => {
    const answer = await send(`${PREFIX}/graphql?query=%7Ba%7D`, { headers: { accept: 'text/html' } });
    expect(locationOf(answer, `${PREFIX}/graphql`)).toBe(`${address}/graphiql?query=%7Ba%7D`);
  });

  it('a sign-in link opens a session whose cookie stays below the path', async () => {
    const link = await createSignInLink(gateway.database, keyId);
    const answer = await send(`${PREFIX}/session/link/${link?.token}`);
    expect([answer.status, locationOf(answer, PREFIX)]).toEqual([303, `${address}/graphiql`]);
    const [cookie = '', ...attributes] = (answer.headers.get('set-cookie') ?? '').split('; ');
    expect(attributes).toContain(`Path=${PREFIX}`);

    const signedOut = await send(`${PREFIX}/session`, { method: 'DELETE', headers: { cookie, origin } });
    expect(signedOut.status).toBe(204);
    expect(signedOut.headers.get('set-cookie')).toContain(`Path=${PREFIX}`);
  });

  it('a sign-in link that does not work leads to the explorer', async () => {
    const answer = await send(`${PREFIX}/session/link/x`, { headers: { accept: 'text/html' } });
    expect(locationOf(answer, PREFIX)).toBe(`${address}/graphiql#sign-in-link-is-over`);
  });

  it('a new assignment is where its Location says', async () => {
    const gtin = await gateway.fixtures.product(organization);
    const claim_id = await gateway.fixtures.claim('VEGAN');
    const path = `${PREFIX}${REST}/products/${gtin}/claims`;
    const headers = { 'x-api-key': key, 'content-type': 'application/json' };
    const created = await send(path, { method: 'POST', headers, body: JSON.stringify({ claim_id }) });
    expect(created.status).toBe(201);
    const found = await send(locationOf(created, path), { headers });
    expect([found.status, found.body]).toEqual([200, created.body]);
  });

  it('the API catalog leads to the OpenAPI document, and that to the operations', async () => {
    const catalog = await send(`${PREFIX}/.well-known/api-catalog`);
    expect(catalog.headers.get('link')).toBe(`<${PREFIX}/.well-known/api-catalog>; rel="api-catalog"`);
    const [{ anchor, 'service-desc': documents }] = catalog.body.linkset;
    expect(anchor).toBe(`${PREFIX}${REST}/`);
    const document = await send(documents[0].href);
    expect(document.body.servers[0].url).toBe(address);
    const listed = await send(`${document.body.servers[0].url}${REST}/claims`, {
      headers: { 'x-api-key': key },
    });
    expect(listed.status).toBe(200);
  });
}
