import { mkdir, readdir } from 'node:fs/promises';
import { runInProcess } from '../support/command.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { Fixtures } from '../support/fixtures.js';
import { ImportFolder } from '../support/import-folder.js';
import { figures, runJson } from '../support/import-run.js';

let test: TestDatabase;
let folder: ImportFolder;
let mine: string;

beforeAll(async () => {
  test = await createTestDatabase();
  folder = await ImportFolder.create();
  const fixtures = new Fixtures(test.database);
  mine = await fixtures.organization('Mine');
  const others = await fixtures.organization('Others');
  const a = await fixtures.product(mine, { gtin: '00000000000017', name: 'A "b", c\\d\n\te', brand: 'X' });
  const b = await fixtures.product(mine, { gtin: '00000000000024', name: ' \ufeff☕\r\n\\N ' });
  const theirs = await fixtures.product(others, { gtin: '00000000000031' });
  const vegan = await fixtures.claim('VEGAN', { description: 'No "animal",\nnone.' });
  const halal = await fixtures.claim('HALAL');
  await fixtures.assignment(a, vegan, {
    source: 'THIRD_PARTY_VERIFIED',
    valid_from: '0001-01-01',
    expiration_date: '9999-12-31',
    evidence_url: 'https://example.com/?a="b",c',
    evidence_note: 'Line\nline \\ "x" \u0001\u0002',
    metadata: { '"k"\\': 'v,\n\u0001\u0002\u2028é' },
  });
  await fixtures.assignment(b, vegan);
  await fixtures.assignment(b, halal);
  await fixtures.assignment(theirs, halal);
});

afterAll(async () => {
  await folder.remove();
  await test.drop();
});

const exported = (kind: string, name: string, ...options: string[]) =>
  runJson<{ rows: number }>(test.url, 'export', kind, folder.file(name), ...options);

describe.each(['csv', 'jsonl'])('as .%s', (extension) => {
  it.each<readonly [kind: string, rows: number, options: () => string[]]>([
    ['products', 2, () => ['--organization', mine]],
    ['claims', 2, () => []],
    ['assignments', 3, () => ['--organization', mine]],
  ])('%s read back with nothing but skipped', async (kind, rows, options) => {
    const name = `${kind}.${extension}`;
    const { answer, code } = await exported(kind, name, ...options());
    const read = await runJson(test.url, 'import', kind, folder.file(name), ...options());
    expect([code, answer, figures(read.answer)]).toEqual([0, { rows }, [rows, 0, 0, rows, 0]]);
  });
});

it('exports all organizations when none is named', async () => {
  expect((await exported('products', 'all.csv')).answer).toEqual({ rows: 3 });
});

it('writes the columns of the import and leaves defaults empty', async () => {
  await exported('assignments', 'columns.csv', '--organization', mine);
  const lines = (await folder.read('columns.csv')).split('\n');
  expect([lines[0], lines.at(-2)]).toEqual([
    'gtin,claim_code,source,valid_from,expiration_date,evidence_url,evidence_note,metadata',
    '00000000000024,VEGAN,BRAND_SELF_DECLARED,,,,,',
  ]);
});

it('writes booleans, nulls and objects as JSON', async () => {
  await exported('claims', 'kinds.jsonl');
  await exported('assignments', 'values.jsonl', '--organization', mine);
  const first = async (name: string, line: number) =>
    JSON.parse((await folder.read(name)).split('\n')[line]!);
  expect([
    (await first('kinds.jsonl', 0)).requires_definition,
    (await first('values.jsonl', 1)).valid_from,
    (await first('values.jsonl', 0)).metadata,
  ]).toEqual([false, null, { '"k"\\': 'v,\n\u0001\u0002\u2028é' }]);
});

it('orders by key', async () => {
  await exported('assignments', 'order.jsonl');
  const keys = (await folder.read('order.jsonl'))
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line))
    .map((row) => `${row.gtin} ${row.claim_code}`);
  expect(keys).toEqual([
    '00000000000017 VEGAN',
    '00000000000024 HALAL',
    '00000000000024 VEGAN',
    '00000000000031 HALAL',
  ]);
});

it('replaces a file that is there', async () => {
  await folder.write('replaced.csv', 'old');
  await exported('claims', 'replaced.csv');
  expect(await folder.read('replaced.csv')).toMatch(/^code,label/);
});

it('leaves no other file behind', async () => {
  await mkdir(folder.file('only'));
  await exported('claims', 'only/claims.csv');
  expect(await readdir(folder.file('only'))).toEqual(['claims.csv']);
});

it.each<readonly [what: string, name: string, sentence: RegExp]>([
  ['a folder that is missing', 'missing/claims.csv', /cannot be written: there is no such file or folder/],
  ['a folder', 'folder.csv', /is a folder/],
  ['another extension', 'claims.xml', /must end in \.csv or \.jsonl/],
])('refuses %s with one sentence', async (_what, name, sentence) => {
  if (name === 'folder.csv') await mkdir(folder.file(name));
  const { code, stderr } = await runInProcess(['export', 'claims', folder.file(name)], {
    DATABASE_URL: test.url,
  });
  expect([code, stderr]).toEqual([1, expect.stringMatching(sentence)]);
});
