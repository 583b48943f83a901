import { unprepared } from '../../src/database/statement.js';
import { runInProcess } from '../support/command.js';
import type { TestDatabase } from '../support/database.js';
import { type Gateway, startGateway } from '../support/gateway.js';
import { ImportFolder } from '../support/import-folder.js';
import { figures, runJson } from '../support/import-run.js';
import { createScratchDatabase } from '../support/scratch-database.js';

/** Defaults of a database's sessions, and what ours have all the same. */
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
  ['default_transaction_isolation', 'serializable', 'read committed'],
] as const;

const PRODUCTS = 'gtin,name,brand\n09520000000011,"O\'Neill \\ Crème",Ünal\n';
const ASSIGNMENTS =
  'gtin,claim_code,source,valid_from,expiration_date,evidence_url,evidence_note,metadata\n' +
  '09520000000011,NON_GMO,BRAND_SELF_DECLARED,2026-02-01,2026-03-04,,,"{""lot"": ""a\\\\b""}"\n';

let test: TestDatabase;
let gateway: Gateway;
let organization: string;
let key: string;
let claimId: string;

beforeAll(async () => {
  const defaults = Object.fromEntries(settings.map(([name, value]) => [name, value]));
  test = await createScratchDatabase({ defaults });
  const migrated = await runInProcess(['migrate'], { DATABASE_URL: test.url });
  expect(migrated).toMatchObject({ code: 0, stderr: '' });
  gateway = await startGateway({ testDatabase: test });
  organization = await gateway.fixtures.organization();
  key = await gateway.fixtures.key(organization);
  claimId = await gateway.fixtures.claim('NON_GMO', { label: 'Non-GMO' });
});
afterAll(() => gateway.close());

describe('on a database whose sessions have other defaults', () => {
  it.each(settings)('%s = %s: sessions have %s', async (name, _, value) => {
    const shown = unprepared<{ value: string }>(`select current_setting('${name}') as value`);
    expect(await test.database.query(shown)).toEqual([{ value }]);
  });

  it('files are imported and exported unchanged', async () => {
    const folder = await ImportFolder.create();
    try {
      const owner = ['--organization', organization];
      const load = async (kind: string, file: string) =>
        figures((await runJson(test.url, 'import', kind, file, ...owner)).answer);
      expect(await load('products', await folder.write('products.csv', PRODUCTS))).toEqual([1, 1, 0, 0, 0]);
      const assignments = await folder.write('assignments.csv', ASSIGNMENTS);
      expect(await load('assignments', assignments)).toEqual([1, 1, 0, 0, 0]);
      for (const [kind, row] of [
        ['products', "09520000000011,O'Neill \\ Crème,Ünal\n"],
        ['assignments', ',2026-02-01,2026-03-04,'],
      ] as const) {
        const file = folder.file(`${kind}-again.csv`);
        await runJson(test.url, 'export', kind, file);
        expect(await folder.read(`${kind}-again.csv`)).toContain(row);
        expect(await load(kind, file)).toEqual([1, 0, 0, 1, 0]);
      }
    } finally {
      await folder.remove();
    }
  });

  it('both APIs read and write dates, times and metadata', async () => {
    const gtin = await gateway.fixtures.product(organization, { name: 'Crème' });
    const written = await gateway.rest('POST', `/products/${gtin}/claims`, {
      key,
      body: { claim_id: claimId, valid_from: '2026-02-01', metadata: { lot: 'a\\b é' } },
    });
    expect(written).toMatchObject({
      status: 201,
      body: { valid_from: '2026-02-01', metadata: { lot: 'a\\b é' } },
    });
    const { body } = await gateway.graphql(
      `query ($gtin: GTIN!) { product(gtin: $gtin) { name createdAt
        claims { nodes { validFrom createdAt metadata history { nodes { at } } } } } }`,
      { key, variables: { gtin } },
    );
    expect(body.errors).toBeUndefined();
    const { name, createdAt, claims } = body.data.product;
    expect(name).toBe('Crème');
    const time = expect.stringMatching(/^2\d{3}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d+Z$/);
    expect(createdAt).toEqual(time);
    expect(claims.nodes).toEqual([
      {
        validFrom: '2026-02-01',
        createdAt: time,
        metadata: { lot: 'a\\b é' },
        history: { nodes: [{ at: time }] },
      },
    ]);
  });
});
