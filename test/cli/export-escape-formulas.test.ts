import { parse } from 'csv-parse/sync';
import { runInProcess } from '../support/command.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { Fixtures } from '../support/fixtures.js';
import { ImportFolder } from '../support/import-folder.js';

/** Names of products, and what a spreadsheet is to be given. */
const NAMES: readonly [stored: string, escaped: string][] = [
  ['=HYPERLINK("https://evil.example","x")', `'=HYPERLINK("https://evil.example","x")`],
  ["+cmd|' /C calc'!A0", "'+cmd|' /C calc'!A0"],
  ['-1+1', "'-1+1"],
  ['@SUM(A1)', "'@SUM(A1)"],
  ['\t=1', "'\t=1"],
  ['\r=1', "'\r=1"],
  ['\n=1', "'\n=1"],
  ['＝1', "'＝1"],
  ['＋1', "'＋1"],
  ['－1', "'－1"],
  ['＠1', "'＠1"],
  ['a=1', 'a=1'],
  ['first\n=second', 'first\n=second'],
  ["'=1", "'=1"],
  ['\\=1', '\\=1'],
  ['Omega-3', 'Omega-3'],
];

let test: TestDatabase;
let folder: ImportFolder;

beforeAll(async () => {
  test = await createTestDatabase();
  folder = await ImportFolder.create();
  const fixtures = new Fixtures(test.database);
  const mine = await fixtures.organization();
  for (const [name] of NAMES) await fixtures.product(mine, { name });
  const gtin = await fixtures.product(mine, { gtin: '00000000000017', name: 'Oats', brand: '=brand' });
  const claim = await fixtures.claim('VEGAN', { label: '@label', description: '-description' });
  await fixtures.assignment(gtin, claim, { evidence_note: '+note', metadata: { '=key': '=value' } });
});

afterAll(async () => {
  await folder.remove();
  await test.drop();
});

const run = (kind: string, name: string, ...options: string[]) =>
  runInProcess(['export', kind, folder.file(name), ...options], { DATABASE_URL: test.url });

async function exported(kind: string, ...options: string[]): Promise<Record<string, string>[]> {
  await run(kind, 'escaped.csv', ...options);
  return parse(await folder.read('escaped.csv'), { columns: true, record_delimiter: '\n' });
}

const namesOf = (rows: readonly Record<string, string>[]) =>
  rows.map(({ name }) => name).filter((name) => name !== 'Oats');

it('--escape-formulas puts an apostrophe before cells that begin like a formula', async () => {
  expect(namesOf(await exported('products', '--escape-formulas'))).toEqual(
    NAMES.map(([, escaped]) => escaped),
  );
});

it('without the option cells are as they are stored, in a form of which an import trims nothing', async () => {
  const cells = NAMES.map(([stored]) => (stored === stored.trim() ? stored : `="${stored}"`));
  expect(namesOf(await exported('products'))).toEqual(cells);
});

describe('--escape-formulas', () => {
  it('escapes other columns of products', async () => {
    expect((await exported('products', '--escape-formulas'))[0]).toEqual({
      gtin: '00000000000017',
      name: 'Oats',
      brand: "'=brand",
    });
  });

  it('escapes columns of claims and leaves empty ones empty', async () => {
    expect(await exported('claims', '--escape-formulas')).toEqual([
      {
        code: 'VEGAN',
        label: "'@label",
        category: 'OTHER',
        description: "'-description",
        requires_definition: 'false',
      },
    ]);
  });

  it('escapes columns of assignments', async () => {
    expect(await exported('assignments', '--escape-formulas')).toEqual([
      {
        gtin: '00000000000017',
        claim_code: 'VEGAN',
        source: 'BRAND_SELF_DECLARED',
        valid_from: '',
        expiration_date: '',
        evidence_url: '',
        evidence_note: "'+note",
        metadata: '{"=key": "=value"}',
      },
    ]);
  });

  it('is refused for JSONL in one sentence', async () => {
    const { code, stderr } = await run('claims', 'refused.jsonl', '--escape-formulas');
    expect([code, stderr]).toEqual([1, expect.stringMatching(/--escape-formulas is for CSV only: .+\.\n$/)]);
  });

  it('is told to make files that do not import unchanged', async () => {
    const { stdout } = await run('claims', 'x.csv', '--help');
    expect(stdout.replace(/\s+/g, ' ')).toContain('such cells do not import unchanged');
  });
});
