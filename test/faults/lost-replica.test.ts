import { Database } from '../../src/database/database.js';
import { eventually } from '../support/eventually.js';
import { ANSWERED_WITHIN_MS } from '../support/fault-scene.js';
import { Fixtures } from '../support/fixtures.js';
import { Scrape } from '../support/metrics.js';
import { describeWithReplica, ReplicatedServers } from '../support/replicated-servers.js';
import { type Served, serve } from '../support/served.js';

/** Clients that read without a pause. */
const CLIENTS = 8;

describeWithReplica('a replica that is lost', () => {
  let servers: ReplicatedServers;
  let database: Database;
  let served: Served;
  let gtin: string;
  let key: string;
  let name: string;

  beforeAll(async () => {
    servers = await ReplicatedServers.create();
    database = await Database.open({ url: servers.primaryUrl, poolSize: 2, warn: () => {} });
    const fixtures = new Fixtures(database);
    const organization = await fixtures.organization();
    gtin = await fixtures.product(organization);
    key = await fixtures.key(organization);
    await servers.caughtUp();
    name = new URL(servers.replicaUrl).host;
    served = await serve({ DATABASE_URL: servers.primaryUrl, DATABASE_REPLICA_URL: servers.replicaUrl });
  });
  beforeEach(() => isUsed());
  afterAll(async () => {
    await served.stop();
    await database.close();
    await servers.remove();
  });

  const fetchOf = (path: string, init: RequestInit = {}) =>
    fetch(served.url + path, {
      ...init,
      headers: { 'x-api-key': key, 'content-type': 'application/json' },
      signal: AbortSignal.timeout(ANSWERED_WITHIN_MS),
    });

  async function scraped(metric: string): Promise<number> {
    return new Scrape(await (await fetchOf('/metrics')).text()).value(`${metric}{replica="${name}"}`);
  }

  const isUsed = () => eventually(async () => (await scraped('claims_database_replica_left_out')) === 0);
  const isLeftOut = () => eventually(async () => (await scraped('claims_database_replica_left_out')) === 1);

  const get = () => fetchOf(`/certifications/api/v1/products/${gtin}/claims`);
  const query = () =>
    fetchOf('/graphql', {
      method: 'POST',
      body: JSON.stringify({ query: `{ product(gtin: "${gtin}") { name } claims { nodes { code } } }` }),
    });

  /** The answers to reads of both APIs while something happens and for some more of them afterwards. */
  async function readsDuring(happening: () => Promise<void>): Promise<ReadonlySet<string>> {
    const answers = new Set<string>();
    let isOver = false;
    let left = CLIENTS * 20;
    const clients = Array.from({ length: CLIENTS }, async (_, i) => {
      while (!isOver || left-- > 0) {
        const response = await (i % 2 === 0 ? get() : query());
        const { errors } = (await response.json()) as { errors?: unknown };
        answers.add(`${response.status} ${JSON.stringify(errors)}`);
      }
    });
    await happening().finally(() => {
      isOver = true;
    });
    await Promise.all(clients);
    return answers;
  }

  const ALL_ANSWERED = new Set(['200 undefined']);

  it('is replaced by the primary when its server is killed, and used again when it is back', async () => {
    const answers = await readsDuring(async () => {
      await servers.replica.stop();
      await isLeftOut();
      await servers.startReplica();
      await isUsed();
    });
    expect(answers).toEqual(ALL_ANSWERED);
  });

  it('is replaced by the primary when its server falls silent, and used again when it answers', async () => {
    const answers = await readsDuring(async () => {
      await servers.replica.halt();
      // More than it has connections for: the rest waits in its queues.
      const reads = await Promise.all(Array.from({ length: 40 }, get));
      expect(new Set(reads.map(({ status }) => status))).toEqual(new Set([200]));
      await isLeftOut();
      await servers.replica.resume();
      await isUsed();
    });
    expect(answers).toEqual(ALL_ANSWERED);
    expect(await scraped('claims_database_replica_repeated_reads_total')).toBeGreaterThan(0);
  });

  it('is left out while its replay is paused and the primary goes on', async () => {
    const answers = await readsDuring(async () => {
      await servers.run('replica', 'select pg_wal_replay_pause()');
      await new Fixtures(database).claim('PAUSED');
      await isLeftOut();
      const { data } = (await (await query()).json()) as any;
      expect(data.claims.nodes).toEqual([{ code: 'PAUSED' }]);
      await servers.run('replica', 'select pg_wal_replay_resume()');
      await isUsed();
    });
    expect(answers).toEqual(ALL_ANSWERED);
  });

  it('keeps the server neither from starting nor from stopping while it is silent', async () => {
    await servers.replica.halt();
    try {
      const other = await serve({
        DATABASE_URL: servers.primaryUrl,
        DATABASE_REPLICA_URL: servers.replicaUrl,
      });
      expect(other.output().stderr).toContain(`queries are not read from the replica ${name}`);
      expect(await other.stop()).toBe(0);
    } finally {
      await servers.replica.resume();
    }
  });

  // The last one: it is no replica afterwards.
  it('is left out with a line in the log when it is promoted', async () => {
    const answers = await readsDuring(async () => {
      await servers.run('replica', 'select pg_promote()');
      await isLeftOut();
    });
    expect(answers).toEqual(ALL_ANSWERED);
    await eventually(() =>
      served.output().stderr.includes(`${name}, because it is no replica but a server that can be written`),
    );
  });
});
