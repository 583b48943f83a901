import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import type { Gateway } from '../support/gateway.js';
import { shareGateway } from '../support/shared-gateway.js';

let gateway: Gateway;

beforeAll(async () => {
  gateway = await shareGateway();
});
afterAll(() => gateway.close());

/** Sends bytes as they are and reads what comes back until the connection ends. */
async function send(...lines: string[]) {
  const { hostname, port } = new URL(gateway.url);
  const socket = connect({ host: hostname, port: Number(port) });
  socket.setTimeout(10_000, () => socket.destroy(new Error('no answer')));
  socket.write([...lines, '', ''].join('\r\n'));
  const answer = await text(socket);
  const [head = '', body = ''] = answer.split('\r\n\r\n');
  return { head, problem: JSON.parse(body), length: Buffer.byteLength(body) };
}

function expectProblem(answer: Awaited<ReturnType<typeof send>>, status: number, error_code: string): void {
  expect(answer.head).toMatch(new RegExp(`^HTTP/1\\.1 ${status} `));
  expect(answer.head).toContain('Content-Type: application/problem+json');
  expect(answer.head).toContain(`Content-Length: ${answer.length}`);
  expect(answer.head).toMatch(/\r\nX-Request-Id: [0-9a-f-]{36}/);
  expect(answer.problem).toMatchObject({
    type: `https://closient.com/docs/errors/${error_code}`,
    status,
    error_code,
    retryable: false,
  });
}

const GET = 'GET /certifications/api/v1/claims HTTP/1.1';

it('headers over 16 KB are a 431', async () => {
  const answer = await send(GET, 'Host: localhost', `X-Filler: ${'x'.repeat(17 * 1024)}`);
  expectProblem(answer, 431, 'headers_too_large');
});

/** This many header lines, short ones behind `Host` and `Connection`. */
const lines = (count: number) => [
  'Host: localhost',
  'Connection: close',
  ...Array.from({ length: count - 2 }, (_, i) => `x${i}: ${i}`),
];

it.each([101, 950])('%i header lines are a 431', async (count) => {
  expectProblem(await send(GET, ...lines(count)), 431, 'headers_too_large');
});

it('950 header lines of a request whose headers do not end are a 431', async () => {
  expectProblem(await send(`${[GET, ...lines(950)].join('\r\n')}\r\nx`), 431, 'headers_too_large');
});

it('100 header lines are read', async () => {
  expect((await send(GET, ...lines(100))).problem.status).toBe(401);
});

it('a path over 16 KB is a 431', async () => {
  expectProblem(
    await send(`GET /${'x'.repeat(17 * 1024)} HTTP/1.1`, 'Host: localhost'),
    431,
    'headers_too_large',
  );
});

it.each([
  ['a header with a control character', [GET, 'Host: localhost', 'X-API-Key: a\u0000b']],
  [
    'a header that is injected behind a bare carriage return',
    [GET, 'Host: localhost', 'X-API-Key: a\rX-Admin: 1'],
  ],
  ['a header without a name', [GET, 'Host: localhost', ': value']],
  ['two lengths', ['POST /graphql HTTP/1.1', 'Host: localhost', 'Content-Length: 1', 'Content-Length: 2']],
  [
    'a length beside chunks',
    ['POST /graphql HTTP/1.1', 'Host: localhost', 'Content-Length: 1', 'Transfer-Encoding: chunked'],
  ],
  ['an unknown method', ['FETCH / HTTP/1.1', 'Host: localhost']],
  ['something else than HTTP', ['hello']],
])('%s is a 400', async (_, lines) => {
  expectProblem(await send(...lines), 400, 'bad_request');
});

it('what was sent is not written into the log', async () => {
  const key = gateway.fixtures.unknownKey();
  await send(GET, 'Host: localhost', `X-API-Key: ${key}`, ': value');
  const refused = gateway.log.filter(({ msg }) => msg === 'not a valid HTTP request');
  expect(refused.length).toBeGreaterThan(0);
  for (const entry of refused) {
    expect(Object.keys(entry).toSorted()).toEqual([
      'hostname',
      'level',
      'msg',
      'pid',
      'reason',
      'requestId',
      'time',
    ]);
  }
});

it('the server goes on answering afterwards', async () => {
  await send('hello');
  expect((await gateway.request('/healthz')).status).toBe(200);
});
