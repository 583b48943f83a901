import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import type { Gateway } from '../support/gateway.js';
import { shareGateway } from '../support/shared-gateway.js';

let gateway: Gateway;

beforeAll(async () => {
  gateway = await shareGateway();
});
afterAll(() => gateway.close());

/** Sends lines as they are; the last answer's head and what follows it. */
async function send(...lines: string[]) {
  const { hostname, port } = new URL(gateway.url);
  const socket = connect({ host: hostname, port: Number(port) });
  socket.setTimeout(10_000, () => socket.destroy(new Error('no answer')));
  socket.write([...lines, 'Connection: close', '', ''].join('\r\n'));
  const [head = '', body = ''] = (await text(socket)).split('\r\n\r\n');
  return { head, body };
}

describe('a request of HTTP/1.1 without Host', () => {
  it('is a 400 with a problem document', async () => {
    const { head, body } = await send('GET /certifications/api/v1/claims HTTP/1.1');
    expect(head).toMatch(/^HTTP\/1\.1 400 /);
    expect(head).toMatch(/\r\ncontent-type: application\/problem\+json\r\n/);
    expect(head).toMatch(/\r\nx-request-id: [0-9a-f-]{36}\r\n/);
    expect(JSON.parse(body)).toMatchObject({ status: 400, error_code: 'bad_request' });
  });

  it('is a 400 in the form of the GraphQL API there', async () => {
    const { head, body } = await send('GET /graphql?query=%7B__typename%7D HTTP/1.1');
    expect(head).toMatch(/^HTTP\/1\.1 400 /);
    expect(JSON.parse(body).errors[0].extensions).toMatchObject({ code: 'BAD_REQUEST', status: 400 });
  });
});

describe('a request with a Host that is not one valid host', () => {
  const CLAIMS = '/certifications/api/v1/claims';

  it.each([
    ['two of HTTP/1.1', `GET ${CLAIMS} HTTP/1.1`, ['Host: localhost', 'Host: evil.example']],
    ['two of HTTP/1.0', `GET ${CLAIMS} HTTP/1.0`, ['Host: localhost', 'Host: evil.example']],
    ['two that are the same', `GET ${CLAIMS} HTTP/1.1`, ['Host: localhost', 'Host: localhost']],
    [
      'two in letters of either case',
      `GET ${CLAIMS} HTTP/1.1`,
      ['host: localhost', 'X-A: b', 'HOST: localhost'],
    ],
    ['two, the first one empty', `GET ${CLAIMS} HTTP/1.1`, ['Host:', 'Host: localhost']],
    ['two at a page', 'GET / HTTP/1.1', ['Host: localhost', 'Host: evil.example']],
    ['two for an unknown path', 'GET /unknown HTTP/1.1', ['Host: localhost', 'Host: evil.example']],
    ['two beside an absolute-form target', `GET http://localhost${CLAIMS} HTTP/1.1`, ['Host: a', 'Host: b']],
    ['a list', `GET ${CLAIMS} HTTP/1.1`, ['Host: localhost, evil.example']],
    ['a path behind it', `GET ${CLAIMS} HTTP/1.1`, ['Host: localhost/evil']],
    ['user information before it', `GET ${CLAIMS} HTTP/1.1`, ['Host: user@localhost']],
    ['a port that is no number', `GET ${CLAIMS} HTTP/1.1`, ['Host: localhost:http']],
    ['an IPv6 address without brackets', `GET ${CLAIMS} HTTP/1.1`, ['Host: 2001:db8::1']],
  ])('is a 400 with a problem document: %s', async (_, line, hosts) => {
    const { head, body } = await send(line, ...hosts);
    expect([head.slice(9, 12), JSON.parse(body).error_code]).toEqual(['400', 'bad_request']);
  });

  it('is not counted', async () => {
    const { head } = await send(`GET ${CLAIMS} HTTP/1.1`, 'Host: a', 'Host: b');
    expect(head).not.toMatch(/ratelimit/i);
  });
});

it.each([
  'localhost',
  'localhost:4000',
  'claims_gateway.internal.',
  '192.0.2.1:4000',
  '[2001:db8::1]:4000',
  '[fe80::1%25eth0]',
  '',
])('a Host of %s is accepted', async (host) => {
  expect((await send('GET /healthz HTTP/1.1', `Host: ${host}`)).head).toMatch(/^HTTP\/1\.1 200 /);
});

it('a request of HTTP/1.0 needs no Host', async () => {
  const { head, body } = await send('GET /healthz HTTP/1.0');
  expect(head).toMatch(/^HTTP\/1\.1 200 /);
  expect(JSON.parse(body)).toEqual({ status: 'ok' });
});

it('an unknown expectation changes nothing', async () => {
  const { head } = await send('GET /healthz HTTP/1.1', 'Host: localhost', 'Expect: the-unexpected');
  expect(head).toMatch(/^HTTP\/1\.1 200 /);
});

it('100-continue is told to go on', async () => {
  const { head, body } = await send(
    'GET /healthz HTTP/1.1',
    'Host: localhost',
    'Expect: 100-continue',
    'Content-Length: 0',
  );
  expect(head).toMatch(/^HTTP\/1\.1 100 /);
  expect(body).toMatch(/^HTTP\/1\.1 200 /);
});
