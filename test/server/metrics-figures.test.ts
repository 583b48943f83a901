import { shedReasons, shedRequests } from '../../src/observability/shed-requests.js';
import { Browser } from '../session/browser.js';
import { eventually } from '../support/eventually.js';
import { type Gateway, startGateway } from '../support/gateway.js';
import { type Scrape, scrape } from '../support/metrics.js';

let gateway: Gateway;
let organization: string;
let gtin: string;
let key: string;

beforeAll(async () => {
  gateway = await startGateway();
  organization = await gateway.fixtures.organization();
  key = await gateway.fixtures.key(organization);
  gtin = await gateway.fixtures.product(organization);
});
afterAll(() => gateway.close());

/** By how much series grow while something is done. */
async function growth(work: () => Promise<unknown>, series: readonly string[]): Promise<number[]> {
  const before = await scrape(gateway);
  await work();
  const after = await scrape(gateway);
  return series.map((one) => after.value(one) - before.value(one));
}

const requests = (labels: string) => `claims_http_request_duration_seconds_count{${labels}}`;
const graphql = (operation: string) =>
  requests(`method="POST",route="/graphql",status="200",operation="${operation}"`);
const statements = (name: string) => `claims_database_statement_duration_seconds_count{statement="${name}"}`;
const cache = (figure: string, name: string) => `claims_cache_${figure}{cache="${name}"}`;

describe('requests', () => {
  it('count by the type of the operation, never by its name', async () => {
    const work = async () => {
      await gateway.graphql('query A { viewer { role } }', { key });
      await gateway.graphql('query B { viewer { role } }', { key });
      await gateway.graphql('{', { key });
    };
    expect(await growth(work, [graphql('query'), graphql('none')])).toEqual([2, 1]);
    expect((await scrape(gateway)).text).not.toMatch(/"A"|"B"/);
  });

  it('count operations whose fields fail although the status is 200', async () => {
    const work = () =>
      gateway.graphql(
        `mutation { assignClaim(input: { gtin: "${gtin}", claimId: "${'2'.repeat(22)}" }) { assignment { id } } }`,
        { key },
      );
    const failed = 'claims_graphql_failed_operations_total{operation="mutation",status="404"}';
    expect(await growth(work, [graphql('mutation'), failed])).toEqual([1, 1]);
  });
});

describe('the database', () => {
  it('counts statements by name', async () => {
    const work = async () => {
      await gateway.rest('GET', '/claims', { key: gateway.fixtures.unknownKey() });
      await gateway.rest('GET', '/claims', { key: gateway.fixtures.unknownKey() });
    };
    expect(await growth(work, [statements('find_api_key'), statements('unnamed')])).toEqual([2, 0]);
    expect(await growth(() => gateway.fixtures.count('claim'), [statements('unnamed')])).toEqual([1]);
    const time = 'claims_database_statement_duration_seconds_sum{statement="find_api_key"}';
    expect((await scrape(gateway)).value(time)).toBeGreaterThan(0);
  });

  it('counts batches by queue, and their statements', async () => {
    const batches = (part: string) => `claims_database_batch_size_${part}{queue="writes"}`;
    const claim = await gateway.fixtures.claim('BATCH');
    const work = () => gateway.rest('POST', `/products/${gtin}/claims`, { key, body: { claim_id: claim } });
    expect(await growth(work, [batches('count'), batches('sum')])).toEqual([1, 1]);
  });

  it('shows the pool and the queues', async () => {
    // A moment after a write, its connection notifies other processes.
    const idle = 'claims_database_pool_connections{state="idle"}';
    await eventually(async () => (await scrape(gateway)).value(idle) > 0);
    const { value, has } = bound(await scrape(gateway));
    expect(value('claims_database_pool_size')).toBe(10);
    expect(has('claims_database_pool_connections{state="in_use"}')).toBe(true);
    expect(value('claims_database_pool_waiting')).toBe(0);
    for (const queue of ['alone', 'reads']) {
      expect(has(`claims_database_admission_waiting{queue="${queue}"}`)).toBe(true);
    }
  });

  it('shows connections that are in use', async () => {
    const release = Promise.withResolvers<void>();
    const held = gateway.database.transaction(() => release.promise);
    const inUse = 'claims_database_pool_connections{state="in_use"}';
    await eventually(async () => (await scrape(gateway)).value(inUse) === 1);
    release.resolve();
    await held;
    await eventually(async () => (await scrape(gateway)).value(inUse) === 0);
  });
});

describe('quotas', () => {
  const decisions = (account: string, decision: string) =>
    `claims_quota_decisions_total{account="${account}",decision="${decision}"}`;

  it('count decisions by kind of account', async () => {
    const limited = await gateway.fixtures.key(organization, { perMinute: 1 });
    const work = async () => {
      for (let i = 0; i < 3; i++) await gateway.rest('GET', '/claims', { key: limited });
      for (let i = 0; i < 2; i++) await gateway.graphql('{ viewer { role } }', { key: limited });
    };
    expect(await growth(work, [decisions('key', 'allowed'), decisions('key', 'refused')])).toEqual([1, 4]);
    expect(await growth(async () => {}, [decisions('token', 'allowed')])).toEqual([0]);
  });

  it('count addresses', async () => {
    const lonely = await startGateway({ addressPerMinute: 2 });
    for (let i = 0; i < 5; i++) await lonely.rest('GET', '/claims', { key: lonely.fixtures.unknownKey() });
    const { value } = bound(await scrape(lonely));
    await lonely.close();
    expect(value(decisions('address', 'allowed'))).toBe(2);
    expect(value(decisions('address', 'refused'))).toBe(3);
  });
});

describe('refusals with 503', () => {
  it('count by reason', async () => {
    const series = (reason: string) => `claims_shed_requests_total{reason="${reason}"}`;
    const figures = await scrape(gateway);
    for (const reason of shedReasons) expect(figures.has(series(reason))).toBe(true);
    const work = async () => shedRequests.inc({ reason: 'overload' });
    expect(await growth(work, [series('overload'), series('database')])).toEqual([1, 0]);
  });

  it('count a database that cannot be reached', async () => {
    const broken = await startGateway();
    const secret = await broken.fixtures.key(await broken.fixtures.organization());
    const reason = 'claims_shed_requests_total{reason="database"}';
    const before = (await scrape(broken)).value(reason);
    await broken.database.close();
    expect((await broken.rest('GET', '/claims', { key: secret })).status).toBe(503);
    expect((await scrape(broken)).value(reason)).toBe(before + 1);
    await broken.close();
  });
});

describe('caches', () => {
  it('count hits and misses of documents and plans', async () => {
    const query = `{ viewer { role credential: role } }`;
    const series = ['documents', 'plans'].flatMap((name) => [
      cache('hits_total', name),
      cache('misses_total', name),
      cache('entries', name),
    ]);
    expect(await growth(() => gateway.graphql(query, { key }), series)).toEqual([0, 1, 1, 0, 1, 1]);
    expect(await growth(() => gateway.graphql(query, { key }), series)).toEqual([1, 0, 0, 1, 0, 0]);
    const figures = await scrape(gateway);
    for (const name of ['documents', 'plans']) expect(figures.value(cache('bytes', name))).toBeGreaterThan(0);
  });

  it('count hits and misses of credentials', async () => {
    const fresh = await gateway.fixtures.key(organization);
    const series = [cache('hits_total', 'api_keys'), cache('misses_total', 'api_keys')];
    const work = () => gateway.rest('GET', '/claims', { key: fresh });
    expect(await growth(work, series)).toEqual([0, 1]);
    expect(await growth(work, series)).toEqual([1, 0]);
    const browser = new Browser(gateway);
    const sessions = [cache('hits_total', 'sessions'), cache('misses_total', 'sessions')];
    // Signing in looks the session up.
    expect(await growth(() => browser.signIn(fresh), sessions)).toEqual([0, 1]);
    expect(await growth(() => browser.graphql('{ viewer { role } }'), sessions)).toEqual([1, 0]);
  });
});

describe('the process', () => {
  it('shows its versions', async () => {
    const info =
      /^claims_build_info\{version="\d+\.\d+\.\d+",node_version="(.+)",postgres_version="\d+[.\d]*"\} 1$/m;
    await eventually(async () => info.test((await scrape(gateway)).text));
    expect(info.exec((await scrape(gateway)).text)?.[1]).toBe(process.versions.node);
  });

  it('shows the delay of its event loop', async () => {
    expect((await scrape(gateway)).value('nodejs_eventloop_lag_p99_seconds')).toBeGreaterThan(0);
  });
});

it('all series have few labels and none of a client', async () => {
  await gateway.rest('GET', `/claims/${'7'.repeat(22)}`, { key });
  const { text } = await scrape(gateway);
  expect(text).not.toContain('7'.repeat(22));
  expect(text).not.toContain(gtin);
  expect(text.split('\n').length).toBeLessThan(2_000);
});

function bound(figures: Scrape) {
  return { value: (series: string) => figures.value(series), has: (series: string) => figures.has(series) };
}
