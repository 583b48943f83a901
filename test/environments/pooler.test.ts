import pg from 'pg';
import { readUuid } from '../../src/codecs/short-id.js';
import { Database } from '../../src/database/database.js';
import { prepared, unprepared } from '../../src/database/statement.js';
import { requireSupportedServer } from '../../src/database/supported-server.js';
import { runClaims } from '../support/cli.js';
import type { TestDatabase } from '../support/database.js';
import { type Answer, type Gateway, startGateway } from '../support/gateway.js';
import { ImportFolder } from '../support/import-folder.js';
import { figures } from '../support/import-run.js';
import { describeWithPgBouncer, type PgBouncer, startPgBouncer } from '../support/pgbouncer.js';
import { createScratchDatabase } from '../support/scratch-database.js';

// Commands start processes, which take seconds on a busy machine.

/** Defaults of the database, and what every transaction has all the same. */
const settings = [
  ['DateStyle', `'SQL, DMY'`, 'ISO, YMD'],
  ['IntervalStyle', 'sql_standard', 'postgres'],
  ['TimeZone', `'Asia/Kolkata'`, 'UTC'],
  ['bytea_output', 'escape', 'hex'],
  ['standard_conforming_strings', 'off', 'on'],
  ['extra_float_digits', '-15', '1'],
  ['client_encoding', 'LATIN1', 'UTF8'],
  ['jit', 'on', 'off'],
  ['statement_timeout', '0', '10s'],
] as const;

/** What each transaction has besides. */
const inForce = [
  ...settings.map(([name, , value]) => [name, value] as const),
  ['transaction_isolation', 'read committed'],
] as const;

const PRODUCTS = 'gtin,name,brand\n09520000000011,"O\'Neill \\ Crème",Ünal\n';
const ASSIGNMENTS =
  'gtin,claim_code,source,valid_from,expiration_date,metadata\n' +
  '09520000000011,NON_GMO,BRAND_SELF_DECLARED,2026-02-01,2026-03-04,"{""lot"": ""a\\\\b""}"\n';

const PAIRS = 50;

/** Five requests of one account for each; more of them might be refused on a busy machine. */
const PAIRS_AT_ONCE = 10;

let test: TestDatabase;
let gateway: Gateway;
const poolers: PgBouncer[] = [];

async function pooler(options: Parameters<typeof startPgBouncer>[1] = {}): Promise<PgBouncer> {
  const started = await startPgBouncer(test.url, options);
  poolers.push(started);
  return started;
}

/** A gateway's database behind a pooler. */
const openPooled = (url: string, poolSize = 10) =>
  Database.open({ url, poolSize, pooler: 'transaction', warn: () => {} });

/** The same statement, many times at once. */
const flood = (database: Database, times: number) =>
  Promise.all(Array.from({ length: times }, () => database.query(unprepared('select pg_sleep(0.01)'))));

describeWithPgBouncer('behind a pooler in transaction mode', () => {
  let stock: PgBouncer;
  let environment: Record<string, string>;
  const run = async (...command: readonly string[]) => {
    const { code, stdout, stderr } = await runClaims([...command, '--json'], environment);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    return JSON.parse(stdout);
  };

  beforeAll(async () => {
    const defaults = Object.fromEntries(settings.map(([name, value]) => [name, value]));
    test = await createScratchDatabase({
      defaults: { ...defaults, default_transaction_isolation: 'serializable' },
      prepare: (role) => [`grant create on schema public to ${role}`],
    });
    stock = await pooler();
    environment = { DATABASE_URL: stock.url, DATABASE_POOLER: 'transaction' };
  });
  afterAll(async () => {
    await gateway?.close();
    for (const started of poolers) await started.remove();
    await test.drop();
  });

  describe('with DATABASE_POOLER=transaction', () => {
    let organization: string;
    let key: string;
    let claimId: string;

    it('migrates from several places at once', async () => {
      const runs = await Promise.all([run('migrate'), run('migrate')]);
      const applied = runs.map((answer: { applied: string[] }) => answer.applied.length);
      expect(Math.min(...applied)).toBe(0);
      expect(Math.max(...applied)).toBeGreaterThan(0);
    });

    it('commands write, import and export', async () => {
      const created = await run('organizations', 'create', 'Meadow Foods');
      organization = readUuid(created.id) as string;
      const folder = await ImportFolder.create();
      try {
        const owner = ['--organization', organization];
        await gatewayOn(stock.url);
        claimId = await gateway.fixtures.claim('NON_GMO', { label: 'Non-GMO' });
        key = await gateway.fixtures.key(organization);
        const products = await folder.write('products.csv', PRODUCTS);
        const assignments = await folder.write('assignments.csv', ASSIGNMENTS);
        expect(figures(await run('import', 'products', products, ...owner))).toEqual([1, 1, 0, 0, 0]);
        expect(figures(await run('import', 'assignments', assignments, ...owner))).toEqual([1, 1, 0, 0, 0]);
        await run('export', 'assignments', folder.file('again.csv'));
        expect(await folder.read('again.csv')).toContain(',2026-02-01,2026-03-04,');
      } finally {
        await folder.remove();
      }
    });

    it.each(inForce)('every transaction has %s = %s', async (name, value) => {
      const shown = `select current_setting('${name}') as value`;
      expect(await gateway.database.query(unprepared(shown))).toEqual([{ value }]);
      const { rows } = await gateway.database.transaction((client) => client.query(shown));
      expect(rows).toEqual([{ value }]);
    });

    it('both APIs answer hundreds of concurrent requests as they do without it', async () => {
      const gtins = await Promise.all(
        Array.from({ length: PAIRS }, (_, i) => gateway.fixtures.product(organization, { gtin: gtinOf(i) })),
      );
      const assign = (gtin: string) =>
        gateway.rest('POST', `/products/${gtin}/claims`, {
          key,
          body: { claim_id: claimId, valid_from: '2026-02-01', metadata: { lot: 'a\\b é' } },
        });
      const assignInGraphql = (gtin: string) =>
        gateway.graphql(
          'mutation ($input: AssignClaimInput!) { assignClaim(input: $input) { assignment { id } } }',
          { key, variables: { input: { gtin, claimId, validFrom: '2026-02-01' } } },
        );
      const read = (gtin: string) =>
        gateway.graphql(
          'query ($gtin: GTIN!) { product(gtin: $gtin) { gtin claims { nodes { validFrom createdAt } } } }',
          { key, variables: { gtin } },
        );
      const search = () =>
        gateway.graphql('{ products(filter: { claimCodes: ["NON_GMO"] }, first: 3) { nodes { gtin } } }', {
          key,
        });
      const race = async (gtin: string) => {
        const [one, other, inGraphql] = await Promise.all([
          assign(gtin),
          assign(gtin),
          assignInGraphql(gtin),
          read(gtin),
          search(),
        ]);
        return [one.status, other.status, inGraphql.body.errors?.[0]?.extensions.status ?? 201].sort();
      };
      const answers: number[][] = [];
      const reads: Answer[] = [];
      for (let i = 0; i < PAIRS; i += PAIRS_AT_ONCE) {
        const some = gtins.slice(i, i + PAIRS_AT_ONCE);
        answers.push(...(await Promise.all(some.map(race))));
        reads.push(...(await Promise.all(some.map(read))));
      }
      expect(answers).toEqual(gtins.map(() => [201, 409, 409]));
      expect(reads.filter(({ body }) => body.errors !== undefined)).toEqual([]);
      for (const { body } of reads) {
        expect(body.data.product.claims.nodes).toEqual([
          { validFrom: '2026-02-01', createdAt: expect.stringMatching(/^2\d{3}-\d\d-\d\dT.+Z$/) },
        ]);
      }
    });

    it('changes and removals are written with their history', async () => {
      const gtin = gtinOf(0);
      const path = `/products/${gtin}/claims/${claimId}`;
      const changed = await gateway.rest('PATCH', path, { key, body: { expiration_date: '2027-01-31' } });
      expect(changed).toMatchObject({ status: 200, body: { expiration_date: '2027-01-31' } });
      expect((await gateway.rest('DELETE', path, { key })).status).toBe(204);
      expect((await gateway.rest('GET', path, { key })).status).toBe(404);
      const { body } = await gateway.graphql(
        'query ($gtin: GTIN!) { product(gtin: $gtin) { claimHistory { nodes { action } } } }',
        { key, variables: { gtin } },
      );
      expect(body.data.product.claimHistory.nodes).toHaveLength(3);
    });

    it('browsers sign in, and the use of keys is noted', async () => {
      const signedIn = await gateway.request('/session', {
        method: 'POST',
        headers: { 'content-type': 'application/json', origin: gateway.url },
        body: JSON.stringify({ api_key: key }),
      });
      expect(signedIn.status).toBe(204);
      const cookie = signedIn.headers.get('set-cookie')?.split(';')[0] ?? '';
      const session = await gateway.request('/session', { headers: { cookie } });
      expect(session.body).toMatchObject({ authenticated: true });
      const used = unprepared('select from api_key where last_used_at is not null');
      expect(await test.database.query(used)).toHaveLength(1);
    });

    it('a statement that fails leaves the others of its batch, and its connection, as they were', async () => {
      const failing = gateway.database.query(unprepared('select 1 / 0'));
      await expect(failing).rejects.toMatchObject({ code: '22012' });
      await expect(
        gateway.database.transaction((client) => client.query('select 1 / 0')),
      ).rejects.toMatchObject({ code: '22012' });
      expect(await flood(gateway.database, 20)).toHaveLength(20);
    });

    it('nothing stays on the connections of the pooler', async () => {
      const client = new pg.Client({ connectionString: stock.url });
      await client.connect();
      const { rows } = await client.query(
        `select current_setting('extra_float_digits') as digits, current_setting('jit') as jit,
          (select count(*)::int from pg_prepared_statements where name <> '') as statements`,
      );
      await client.end();
      expect(rows).toEqual([{ digits: '-15', jit: 'on', statements: 0 }]);
    });
  });

  it('a pooler in session mode is served by the same setting', async () => {
    const { url } = await pooler({ pool_mode: 'session' });
    const database = await openPooled(url);
    await requireSupportedServer(database);
    expect(await flood(database, 40)).toHaveLength(40);
    await database.close();
  });

  describe('whose connections are fewer than those of the pool', () => {
    it('requests take turns', async () => {
      const small = await pooler({ default_pool_size: 2 });
      const database = await openPooled(small.url);
      expect(await flood(database, 120)).toHaveLength(120);
      await database.close();
    });

    it('a request that finds none within the time limit is a 503', async () => {
      const small = await pooler({ default_pool_size: 1 });
      const holder = new pg.Client({ connectionString: small.url });
      await holder.connect();
      await holder.query('begin');
      const database = await openPooled(small.url);
      const waits = [
        database.query(unprepared('select 1')),
        database.query(prepared('one', 'select 1')),
        database.transaction((client) => client.query('select 1')),
      ];
      const outcomes = await Promise.allSettled(waits);
      expect(outcomes).toMatchObject(
        waits.map(() => ({ status: 'rejected', reason: { code: 'service_unavailable' } })),
      );
      expect(outcomes[0]).toMatchObject({
        reason: { cause: { message: expect.stringContaining('the pooler has no connection') } },
      });
      await holder.query('commit');
      expect(await flood(database, 20)).toHaveLength(20);
      await holder.end();
      await database.close();
    });

    it('requests wait for the connections that the pooler has accepted', async () => {
      const small = await pooler({ max_client_conn: 3 });
      const database = await openPooled(small.url);
      expect(await flood(database, 120)).toHaveLength(120);
      await database.close();
    });
  });

  describe('without DATABASE_POOLER', () => {
    it('a pooler that refuses our settings is named as commands and the server start', async () => {
      const { DATABASE_URL = '' } = environment;
      expect(await runClaims(['serve'], { DATABASE_URL })).toEqual({
        code: 1,
        stdout: '',
        stderr: expect.stringMatching(
          /^claims: A connection pooler stands .* \(unsupported startup parameter.*\): set DATABASE_POOLER=transaction\.\n$/,
        ),
      });
    });

    it('so is a pooler that ignores our settings', async () => {
      const { url } = await pooler({ ignore_startup_parameters: 'options,statement_timeout' });
      const database = await Database.open({ url, poolSize: 2, warn: () => {} });
      const start = requireSupportedServer(database);
      await expect(start).rejects.toThrow(
        'A connection pooler stands between the gateway and the database at DATABASE_URL (settings that connections are opened with are ignored): set DATABASE_POOLER=transaction.',
      );
      await database.close();
    });

    it('a pooler that mixes up named statements is named in the log, and clients receive a 503', async () => {
      const { url } = await pooler({
        ignore_startup_parameters: 'options,statement_timeout',
        default_pool_size: 1,
      });
      const warnings: string[] = [];
      const database = await Database.open({ url, poolSize: 4, warn: (message) => warnings.push(message) });
      const named = prepared('one', 'select 1');
      const request = database.forRequest('key.1', () => false);
      const outcomes = await Promise.allSettled([request.query(named), request.query(named)]);
      await database.close();
      expect(outcomes.find(({ status }) => status === 'rejected')).toMatchObject({
        reason: { code: 'service_unavailable', cause: { code: '42P05' } },
      });
      expect(warnings).toEqual([
        'A connection pooler stands between the gateway and the database at DATABASE_URL (prepared statement already exists): set DATABASE_POOLER=transaction.',
      ]);
    });
  });

  async function gatewayOn(url: string): Promise<void> {
    const database = await openPooled(url);
    gateway = await startGateway({ testDatabase: { database, url, drop: () => database.close() } });
  }
});

function gtinOf(i: number): string {
  return `0952${String(1_000 + i).padStart(10, '0')}`;
}
