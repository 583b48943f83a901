import { once } from 'node:events';
import { connect } from 'node:net';
import { shortId } from '../../src/codecs/short-id.js';
import { someoneIsBlocked } from '../support/blocked.js';
import { eventually } from '../support/eventually.js';
import { type Answer, type Gateway, startGateway } from '../support/gateway.js';

let gateway: Gateway;
let gtin: string;
let claim: string;
let editor: { id: string; key: string };

const PRODUCT_CLAIMS = 'query ProductClaims($gtin: GTIN!) { product(gtin: $gtin) { name } }';

beforeAll(async () => {
  gateway = await startGateway({ logRequests: true, logLevel: 'info' });
  const { fixtures } = gateway;
  const organization = await fixtures.organization();
  editor = await fixtures.keyWithId(organization);
  gtin = await fixtures.product(organization);
  claim = await fixtures.claim('ORGANIC');
});
afterAll(() => gateway.close());

const linesOf = ({ headers }: Answer) =>
  gateway.log.filter((line) => line.msg === 'request' && line.requestId === headers.get('x-request-id'));

/** The one line of a request, without what is the logger's own. */
async function lineOf(answer: Answer) {
  await eventually(() => linesOf(answer).length > 0);
  const [line, ...others] = linesOf(answer);
  expect(others).toEqual([]);
  const { time, pid, hostname, msg, requestId, durationMs, ...fields } = line ?? {};
  expect(durationMs).toBeGreaterThan(0);
  return fields;
}

const account = () => `key.${shortId(editor.id)}`;
const COLLECTION = '/certifications/api/v1/products/:gtin/claims';

it('a REST request has its route, status, statements and account', async () => {
  const { key } = editor;
  const created = await gateway.rest('POST', `/products/${gtin}/claims`, { key, body: { claim_id: claim } });
  expect(await lineOf(created)).toEqual({
    level: 30,
    method: 'POST',
    route: COLLECTION,
    status: 201,
    statements: 1,
    account: account(),
  });
});

it('a GraphQL request has its operation and cost as well', async () => {
  const answer = await gateway.graphql(PRODUCT_CLAIMS, { key: editor.key, variables: { gtin } });
  expect(await lineOf(answer)).toEqual({
    level: 30,
    method: 'POST',
    route: '/graphql',
    operationType: 'query',
    operationName: 'ProductClaims',
    status: 200,
    statements: 1,
    account: account(),
    cost: answer.body.extensions.cost,
  });
});

it('a mutation whose field fails has the status that its error stands for', async () => {
  const query = `mutation { assignClaim(input: { gtin: "${gtin}", claimId: "${claim}" }) { assignment { id } } }`;
  const answer = await gateway.graphql(query, { key: editor.key });
  expect(answer.body.errors[0].extensions.status).toBe(409);
  expect(await lineOf(answer)).toMatchObject({ operationType: 'mutation', status: 200, errorStatus: 409 });
});

it.each([
  ['a document that cannot be parsed', '{'],
  ['an unknown field', '{ nothing }'],
])('%s has no operation', async (_, query) => {
  const answer = await gateway.graphql(query, { key: editor.key });
  expect(await lineOf(answer)).toEqual({
    level: 30,
    method: 'POST',
    route: '/graphql',
    status: 200,
    errorStatus: 400,
    statements: 0,
    account: account(),
  });
});

it.each([
  ['a wrong key', '/claims', 401, '/certifications/api/v1/claims'],
  ['a parameter with a wrong key', '/claims/x', 401, '/certifications/api/v1/claims/:id'],
  ['a path without a route', '/nothing/secret-path', 404, 'unmatched'],
])('%s counts on the address', async (_, path, status, route) => {
  const answer = await gateway.rest('GET', path, { key: gateway.fixtures.unknownKey() });
  const expected = { level: 30, method: 'GET', route, status, account: 'address.127.0.0.1' };
  expect(await lineOf(answer)).toEqual(expected);
});

it.each([
  ['cut', `Products_${'abc_'.repeat(30)}`, `Products_${'abc_'.repeat(30)}`.slice(0, 64)],
  ['left out where it may be a key', `csb_${'aB3'.repeat(11)}_0123abcd`, 'csb_…_0123abcd'],
])('the name of an operation is %s', async (_, name, logged) => {
  const answer = await gateway.graphql(`query ${name} { viewer { role } }`, { key: editor.key });
  expect(answer.status).toBe(200);
  expect(await lineOf(answer)).toMatchObject({ operationName: logged });
});

describe('a request whose client goes away', () => {
  /** Sends a request and closes its connection once it is `begun`; returns all lines of aborted requests of the test. */
  async function abort(
    request: string,
    { begun, whileAborted }: { begun?: () => Promise<void>; whileAborted?: () => Promise<void> } = {},
  ) {
    const { hostname, port } = new URL(gateway.url);
    const socket = connect(Number(port), hostname);
    const before = gateway.log.filter((line) => line.aborted === true).length;
    const aborted = () => gateway.log.filter((line) => line.aborted === true).slice(before);
    const arrived = once(gateway.server, 'request');
    socket.write(request);
    await arrived;
    await begun?.();
    socket.destroy();
    await eventually(() => aborted().length > 0);
    await whileAborted?.();
    // A second line would be there before that of a later request.
    await lineOf(await gateway.graphql('{ viewer { role } }', { key: editor.key }));
    const ids = aborted().map(({ requestId }) => requestId);
    return gateway.log.filter(({ msg, requestId }) => msg === 'request' && ids.includes(requestId));
  }

  it('has one line without a status when its body has not ended', async () => {
    const request = `POST /graphql HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\nx-api-key: ${editor.key}\r\ncontent-length: 100\r\n\r\n{`;
    const [line, ...others] = await abort(request);
    expect(others).toEqual([]);
    expect(line).toMatchObject({ route: '/graphql', account: account() });
    expect(line).not.toHaveProperty('status');
  });

  it('has one line when its statement ends afterwards', async () => {
    const released = Promise.withResolvers<void>();
    const locked = Promise.withResolvers<void>();
    const lock = gateway.database.transaction(async (client) => {
      await client.query('lock table claim in access exclusive mode');
      locked.resolve();
      await released.promise;
    });
    await locked.promise;
    const request = `GET /certifications/api/v1/claims HTTP/1.1\r\nhost: x\r\nx-api-key: ${editor.key}\r\n\r\n`;
    const [line, ...others] = await abort(request, {
      begun: () => someoneIsBlocked(gateway.database),
      whileAborted: async () => {
        released.resolve();
        await lock;
      },
    });
    expect(others).toEqual([]);
    expect(line).toMatchObject({ route: '/certifications/api/v1/claims', aborted: true, statements: 1 });
  });
});

describe('health checks, metrics and assets', () => {
  const PATHS = ['/healthz', '/readyz', '/metrics', '/favicon.ico'];

  it('are not logged at info', async () => {
    for (const path of PATHS) await gateway.request(path);
    const last = await gateway.request('/reference');
    await lineOf(last);
    const routes = gateway.log.map(({ route }) => route);
    for (const path of PATHS) expect(routes).not.toContain(path);
  });

  it('are logged at debug', async () => {
    const verbose = await startGateway({ logRequests: true, logLevel: 'debug' });
    for (const path of PATHS) await verbose.request(path);
    await eventually(() => verbose.log.filter(({ msg }) => msg === 'request').length === PATHS.length);
    await verbose.close();
    const lines = verbose.log.filter(({ msg }) => msg === 'request');
    expect(lines.map(({ level, route }) => [level, route])).toEqual(PATHS.map((path) => [20, path]));
  });
});

describe('without LOG_REQUESTS', () => {
  it.each([
    ['debug', 1],
    ['info', 0],
  ])('at %s there are %i lines for a request', async (logLevel, count) => {
    const quiet = await startGateway({ logRequests: false, logLevel });
    await quiet.rest('GET', '/claims');
    await quiet.close();
    const lines = quiet.log.filter(({ msg }) => msg === 'request');
    expect(lines.map(({ level }) => level)).toEqual(Array(count).fill(20));
  });
});
