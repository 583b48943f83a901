import { openTelemetryTracer } from '../../src/observability/open-telemetry/open-tracer.js';
import type { RequestTracer } from '../../src/observability/request-tracer.js';
import { type CollectedSpan, Collector } from '../support/collector.js';
import { eventually } from '../support/eventually.js';
import { type Gateway, startGateway } from '../support/gateway.js';

const EVIDENCE = 'evidence-of-the-audit';
const ROUTE = '/certifications/api/v1/products/:gtin/claims';

let collector: Collector;
let tracer: RequestTracer;
let gateway: Gateway;
let key: string;
let gtin: string;
let claim: string;
/** Lines that were logged before the test. */
let earlier = 0;

/** The tracer of the running test: the gateway serves all of them. */
const currentTracer: RequestTracer = {
  spans: { queued: 0, exported: 0, dropped: 0 },
  startRequest: (request) => tracer.startRequest(request),
  shutdown: () => tracer.shutdown(),
};
const startTraced = () => startGateway({ tracer: currentTracer, logRequests: true });

beforeAll(async () => {
  gateway = await startTraced();
  const { fixtures } = gateway;
  const organization = await fixtures.organization();
  key = await fixtures.key(organization);
  gtin = await fixtures.product(organization);
  claim = await fixtures.claim('ORGANIC');
});
afterAll(() => gateway.close());
beforeEach(async () => {
  earlier = gateway.log.length;
  collector = await Collector.start();
  tracer = openTelemetryTracer({ endpoint: collector.endpoint, log: { warn: () => {} } });
});
afterEach(async () => {
  await tracer.shutdown();
  await collector.close();
});

/** All spans, after this number of requests has ended. */
async function collected(
  requests = 1,
  log = (): typeof gateway.log => gateway.log.slice(earlier),
): Promise<readonly CollectedSpan[]> {
  const ended = () => log().filter(({ msg, level }) => msg === 'request' && level === 30);
  await eventually(() => ended().length >= requests);
  await tracer.shutdown();
  return collector.spans;
}

const named = (spans: readonly CollectedSpan[], name: string) => {
  const [span, ...others] = spans.filter((one) => one.name === name);
  expect(others).toEqual([]);
  return span as CollectedSpan;
};

it('a GraphQL request has spans of itself, its operation and its statements', async () => {
  await gateway.graphql(`query Named { product(gtin: "${gtin}") { name } }`, { key });
  const spans = await collected();
  const request = named(spans, 'POST /graphql');
  const operation = named(spans, 'query');
  const statement = named(spans, 'find_products');
  expect(request).toMatchObject({ kind: 2, parentSpanId: undefined, status: undefined });
  expect(request.attributes).toEqual({
    'http.request.method': 'POST',
    'http.route': '/graphql',
    'http.response.status_code': 200,
    'url.scheme': 'http',
  });
  expect(operation).toMatchObject({ kind: 1, parentSpanId: request.spanId, status: undefined });
  expect(operation.attributes).toEqual({
    'graphql.operation.type': 'query',
    'graphql.operation.name': 'Named',
  });
  expect(statement).toMatchObject({ kind: 3, parentSpanId: operation.spanId });
  expect(statement.attributes).toEqual({
    'db.system.name': 'postgresql',
    'db.query.summary': 'find_products',
  });
  expect(new Set(spans.map(({ traceId }) => traceId)).size).toBe(1);
  expect(collector.paths).toEqual(['/v1/traces']);
  expect(collector.resource['service.name']).toBe('claims-gateway');
});

it('a REST request has spans of itself and its statements, without values', async () => {
  const body = { claim_id: claim, evidence_note: EVIDENCE, metadata: { order: EVIDENCE } };
  expect((await gateway.rest('POST', `/products/${gtin}/claims`, { key, body })).status).toBe(201);
  const spans = await collected();
  const request = named(spans, `POST ${ROUTE}`);
  const [statement, ...others] = spans.filter(({ kind }) => kind === 3);
  expect(others).toEqual([]);
  expect(statement?.parentSpanId).toBe(request.spanId);
  for (const secret of [EVIDENCE, key, gtin, claim]) expect(JSON.stringify(spans)).not.toContain(secret);
});

it('a request continues the trace of its traceparent, whose id is logged', async () => {
  const traceId = '0af7651916cd43dd8448eb211c80319c';
  const answer = await gateway.request('/certifications/api/v1/claims', {
    headers: { 'x-api-key': key, traceparent: `00-${traceId}-b7ad6b7169203331-01` },
  });
  expect(answer.status).toBe(200);
  const request = named(await collected(), 'GET /certifications/api/v1/claims');
  expect(request).toMatchObject({ traceId, parentSpanId: 'b7ad6b7169203331' });
  expect(gateway.log).toContainEqual(expect.objectContaining({ msg: 'request', traceId }));
});

it.each(['00-0-0-00', `00-${'0'.repeat(32)}-${'0'.repeat(16)}-01`, 'x'.repeat(1000)])(
  'a request with the traceparent %p begins a trace of its own',
  async (traceparent) => {
    await gateway.request('/certifications/api/v1/claims', { headers: { 'x-api-key': key, traceparent } });
    const request = named(await collected(), 'GET /certifications/api/v1/claims');
    expect(request.parentSpanId).toBeUndefined();
    expect(request.traceId).toMatch(/^[\da-f]{32}$/);
  },
);

it('a sampling decision that excludes the trace is respected', async () => {
  const traceparent = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-00';
  await gateway.request('/certifications/api/v1/claims', { headers: { 'x-api-key': key, traceparent } });
  expect(await collected()).toEqual([]);
});

it('failures are marked', async () => {
  const failing = await startTraced();
  const failingKey = await failing.fixtures.key(await failing.fixtures.organization());
  await failing.rest('GET', '/unknown', { key: failingKey });
  await failing.graphql(
    `mutation { assignClaim(input: { gtin: "${gtin}", claimId: "${'2'.repeat(22)}" }) { assignment { id } } }`,
    { key: failingKey },
  );
  await failing.database.close();
  expect((await failing.rest('GET', '/claims', { key: failingKey })).status).toBe(503);
  const spans = await collected(3, () => failing.log);
  await failing.close();
  expect(named(spans, 'GET')).toMatchObject({ status: undefined });
  expect(named(spans, 'mutation')).toMatchObject({ status: 2 });
  expect(named(spans, 'POST /graphql')).toMatchObject({ status: undefined });
  const broken = named(spans, 'GET /certifications/api/v1/claims');
  expect(broken).toMatchObject({ status: 2 });
  expect(broken.attributes['error.type']).toBe('503');
});

it('health checks and metrics are not traced', async () => {
  await gateway.request('/healthz');
  await gateway.request('/metrics');
  await gateway.rest('GET', '/claims', { key });
  const spans = await collected();
  expect(spans.filter(({ kind }) => kind === 2).map(({ name }) => name)).toEqual([
    'GET /certifications/api/v1/claims',
  ]);
});
