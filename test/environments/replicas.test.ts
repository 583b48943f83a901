import { readdirSync, readFileSync } from 'node:fs';
import { unprepared } from '../../src/database/statement.js';
import { insertOrganizations, MEADOW_FOODS, resetCatalogue } from '../queries/data-set.js';
import { eventually } from '../support/eventually.js';
import { ReplicaGateway } from '../support/replica-gateway.js';
import { describeWithReplica } from '../support/replicated-servers.js';

const QUERIES = new URL('../queries/', import.meta.url);
const documents = readdirSync(QUERIES)
  .filter((file) => file.endsWith('.graphql'))
  .map((file) => ({ file, text: readFileSync(new URL(file, QUERIES), 'utf8') }));

describeWithReplica('with a replica', () => {
  let scene: ReplicaGateway;
  let claimId: string;
  /** Keys that write, and one that only reads. */
  let writer: string;
  let reader: string;
  let products = 0;

  beforeAll(async () => {
    scene = await ReplicaGateway.open();
    const { database, fixtures } = scene.gateway;
    await insertOrganizations(database);
    await resetCatalogue(database);
    reader = await fixtures.key(MEADOW_FOODS);
    claimId = await fixtures.claim('ORGANIC');
  });
  beforeEach(async () => {
    writer = await scene.gateway.fixtures.key(MEADOW_FOODS);
    await scene.isUsed();
  });
  afterEach(() => scene.servers.delayReplica('0'));
  afterAll(() => scene.close());

  const newProduct = () =>
    scene.gateway.fixtures.product(MEADOW_FOODS, { gtin: `0960${String(++products).padStart(10, '0')}` });
  const get = (gtin: string, key: string) => scene.gateway.rest('GET', `/products/${gtin}/claims`, { key });
  const assign = (gtin: string) =>
    scene.gateway.rest('POST', `/products/${gtin}/claims`, { key: writer, body: { claim_id: claimId } });
  const query = (gtin: string, key: string) =>
    scene.gateway.graphql(`{ product(gtin: "${gtin}") { claims { nodes { evidenceNote } } } }`, { key });
  const mutate = (gtin: string, evidenceNote: string) =>
    scene.gateway.graphql(
      `mutation ($input: UpdateClaimAssignmentInput!) {
        updateClaimAssignment(input: $input) { assignment { evidenceNote product { name organization { name } } } }
      }`,
      { key: writer, variables: { input: { gtin, claimId, evidenceNote } } },
    );

  it('queries and GET are read from it', async () => {
    const gtin = await newProduct();
    await scene.isUsed();
    expect((await scene.onReplica(() => get(gtin, reader))).status).toBe(200);
    expect((await scene.onReplica(() => query(gtin, reader))).status).toBe(200);
    const search = `/graphql?query=${encodeURIComponent('{ viewer { organization { name } } }')}`;
    const headers = { 'x-api-key': reader };
    expect((await scene.onReplica(() => scene.gateway.request(search, { headers }))).status).toBe(200);
  });

  it('what it has not replayed yet is not seen by others', async () => {
    await scene.servers.delayReplica('600ms');
    await eventually(async () => {
      const gtin = await newProduct();
      return (await get(gtin, reader)).status === 404;
    });
  });

  it('mutations are executed on the primary, what they return included', async () => {
    const gtin = await newProduct();
    await assign(gtin);
    const requests = await scene.requestsDuring(async () => {
      const { body } = await mutate(gtin, 'first');
      expect(body.data.updateClaimAssignment.assignment).toEqual({
        evidenceNote: 'first',
        product: { name: `Product ${gtin}`, organization: { name: 'Meadow Foods' } },
      });
    });
    expect(requests).toBe(0);
  });

  it('an account reads its own writes in both APIs while the replica is behind', async () => {
    await scene.servers.delayReplica('600ms');
    const gtin = await newProduct();
    expect((await assign(gtin)).status).toBe(201);
    expect((await get(gtin, writer)).body).toHaveLength(1);
    for (let i = 0; i < 20; i++) {
      await mutate(gtin, `note ${i}`);
      const { body } = await query(gtin, writer);
      expect(body.data.product.claims.nodes).toEqual([{ evidenceNote: `note ${i}` }]);
    }
  });

  it('an account sees after a refused write what was in its way', async () => {
    await scene.servers.delayReplica('600ms');
    const gtin = await newProduct();
    await scene.gateway.fixtures.assignment(gtin, claimId);
    expect((await assign(gtin)).status).toBe(409);
    expect((await get(gtin, writer)).body).toHaveLength(1);
  });

  it('all is read from the primary while the replica is more than a second behind, and from the replica afterwards', async () => {
    await scene.servers.delayReplica('1h');
    const gtin = await newProduct();
    await scene.isLeftOut();
    expect((await get(gtin, reader)).status).toBe(200);
    await scene.servers.delayReplica('0');
    await scene.isUsed();
    expect((await scene.onReplica(() => get(gtin, reader))).status).toBe(200);
  });

  it('a read that the replica cancels in favour of replay is done again on the primary', async () => {
    await scene.servers.setOnReplica('max_standby_streaming_delay', '0');
    const before = scene.statistics.repeatedReads;
    const request = await scene.replicaRequest();
    const slowOnReplica = unprepared<{ isReplica: boolean }>(
      `select pg_is_in_recovery() as "isReplica", case when pg_is_in_recovery() then pg_sleep(60) end from claim limit 1`,
    );
    const rows = request.query(slowOnReplica);
    await eventually(async () => {
      const [row] = await scene.servers.run(
        'replica',
        `select from pg_stat_activity where wait_event = 'PgSleep'`,
      );
      return row !== undefined;
    });
    await scene.servers.run('primary', 'begin; lock table claim in access exclusive mode; commit');
    expect(await rows).toMatchObject([{ isReplica: false }]);
    expect(scene.statistics.repeatedReads).toBe(before + 1);
  });

  it('a request whose read has failed on the replica goes on reading from the primary', async () => {
    const request = await scene.replicaRequest();
    const failing = unprepared(`select 1 / (case when pg_is_in_recovery() then 0 else 1 end)`);
    const where = unprepared<{ isReplica: boolean }>(`select pg_is_in_recovery() as "isReplica"`);
    expect(await request.query(where)).toEqual([{ isReplica: true }]);
    await request.query(failing);
    expect(await request.query(where)).toEqual([{ isReplica: false }]);
  });

  it('every query can be read from it, and returns the same', async () => {
    await resetCatalogue(scene.gateway.database);
    await scene.isUsed();
    const before = scene.statistics.repeatedReads;
    const queries = documents.filter(({ text }) => !/^mutation\b/m.test(text));
    for (const { file, text } of queries) {
      const variables = JSON.parse(/^# variables: (.*)$/m.exec(text)?.[1] ?? '{}');
      const { body } = await scene.onReplica(() => scene.gateway.graphql(text, { key: reader, variables }));
      const expected = readFileSync(new URL(file.replace('.graphql', '.json'), QUERIES), 'utf8');
      expect({ file, ...body }).toEqual({ file, ...JSON.parse(expected) });
      expect(scene.statistics.repeatedReads).toBe(before);
    }
  });
});
