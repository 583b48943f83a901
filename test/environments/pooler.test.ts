import pg from 'pg';
import { readUuid } from '../../src/codecs/short-id.js';
import { unprepared } from '../../src/database/statement.js';
import { requireSupportedServer } from '../../src/database/supported-server.js';
import { runClaims } from '../support/cli.js';
import { type Answer, type Gateway, startGateway } from '../support/gateway.js';
import { ImportFolder } from '../support/import-folder.js';
import { figures } from '../support/import-run.js';
import { describeWithPgBouncer } from '../support/pgbouncer.js';
import { flood, openPooled, Poolers } from '../support/poolers.js';

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
  ['array_nulls', 'off', 'on'],
  ['gin_fuzzy_search_limit', '1', '0'],
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

/** A function before PostgreSQL's own that takes longer for the time zone, which is set once in a transaction. */
const SLOW_SETTINGS = `
create schema slow;
create function slow.set_config(name text, value text, is_local boolean) returns text language sql
as $$ select pg_catalog.set_config(name, value, is_local) from pg_sleep(case name when 'TimeZone' then 1.2 else 0 end) $$;
grant usage on schema slow to public;`;

const PAIRS = 50;

/** Five requests of one account for each; more of them might be refused on a busy machine. */
const PAIRS_AT_ONCE = 10;

let poolers: Poolers;
let gateway: Gateway;

describeWithPgBouncer('behind a pooler in transaction mode', () => {
  let stock: string;
  let environment: Record<string, string>;
  const run = async (...command: readonly string[]) => {
    const { code, stdout, stderr } = await runClaims([...command, '--json'], environment);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    return JSON.parse(stdout);
  };

  beforeAll(async () => {
    const defaults = Object.fromEntries(settings.map(([name, value]) => [name, value]));
    poolers = await Poolers.create({
      defaults: { ...defaults, default_transaction_isolation: 'serializable' },
      prepare: (role) => [`grant create on schema public to ${role}`],
    });
    stock = await poolers.start();
    environment = { DATABASE_URL: stock, DATABASE_POOLER: 'transaction' };
  });
  afterAll(async () => {
    await gateway?.close();
    await poolers?.remove();
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
        await gatewayOn(stock);
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
      expect(await poolers.test.database.query(used)).toHaveLength(1);
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
      const client = new pg.Client({ connectionString: stock });
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
    const url = await poolers.start({ pool_mode: 'session' });
    const database = await openPooled(url);
    await requireSupportedServer(database);
    expect(await flood(database, 40)).toHaveLength(40);
    await database.close();
  });

  it('a statement_timeout of the database that the settings themselves exceed cancels nothing', async () => {
    // As where a database has everything compiled (jit_above_cost = 0), which every server can show.
    const slow = await Poolers.create({
      defaults: { statement_timeout: `'1s'`, search_path: 'public, slow, pg_catalog' },
      prepare: () => [SLOW_SETTINGS],
    });
    const database = await openPooled(await slow.start());
    const shown = `select current_setting('statement_timeout') as value`;
    const [inMessage, { rows }] = await Promise.all([
      database.query(unprepared(shown)),
      database.transaction((client) => client.query(shown)),
    ]);
    expect([inMessage, rows]).toEqual([[{ value: '10s' }], [{ value: '10s' }]]);
    await database.close();
    await slow.remove();
  });

  async function gatewayOn(url: string): Promise<void> {
    const database = await openPooled(url);
    gateway = await startGateway({ testDatabase: { database, url, drop: () => database.close() } });
  }
});

function gtinOf(i: number): string {
  return `0952${String(1_000 + i).padStart(10, '0')}`;
}
