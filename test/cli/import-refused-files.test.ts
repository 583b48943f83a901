import { mkdir } from 'node:fs/promises';
import { runInProcess } from '../support/command.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { Fixtures } from '../support/fixtures.js';
import { ImportFolder } from '../support/import-folder.js';

let test: TestDatabase;
let folder: ImportFolder;
let fixtures: Fixtures;
let mine: string;

beforeAll(async () => {
  test = await createTestDatabase();
  folder = await ImportFolder.create();
  fixtures = new Fixtures(test.database);
  mine = await fixtures.organization();
});

afterAll(async () => {
  await folder.remove();
  await test.drop();
});

const importProducts = (path: string, organization = mine) =>
  runInProcess(['import', 'products', path, '--organization', organization, '--json'], {
    DATABASE_URL: test.url,
  });

const good = '96385074,Good\n';

describe.each<readonly [what: string, content: string | Buffer, sentence: RegExp]>([
  ['a quote that is not closed', `gtin,name\n${good}\n1,"open\nand so on\n`, /line 4: .*never closed/],
  ['text after a closing quote', `gtin,name\n${good}1,"a"b\n`, /line 3: .*closing quote/],
  ['a cell of more than 1 MiB', `gtin,name\n${good}1,"${'x'.repeat(1_100_000)}"\n`, /line 3: .*larger/],
  ['a record of more than 1 MiB', `gtin,name\n${good}${'1,'.repeat(600_000)}\n`, /line 3: .*larger/],
  ['another encoding', Buffer.from('gtin,name\n1,caf\xe9\n', 'latin1'), /line 2: .*--encoding windows-1252/],
  ['a column named twice', `gtin,name,gtin\n${good}`, /"gtin" is named twice/],
  ['a missing column', `gtin,brand\n${good}`, /"name" is missing/],
  ['no header', '', /empty/],
  ['nothing but a byte order mark', '\ufeff', /empty/],
])('a file with %s', (_what, content, sentence) => {
  let finished: Awaited<ReturnType<typeof importProducts>>;

  beforeAll(async () => {
    finished = await importProducts(await folder.write('refused.csv', content));
  });

  it('is refused with one sentence', () => {
    expect([finished.stderr, finished.stderr.trim().split('\n').length]).toEqual([
      expect.stringMatching(sentence),
      1,
    ]);
  });

  it('makes the command exit with 1 and no answer', () => {
    expect([finished.code, finished.stdout]).toEqual([1, '']);
  });

  it('imports nothing', async () => {
    expect(await fixtures.count('product')).toBe(0);
  });
});

describe('a file that cannot be used', () => {
  it.each<readonly [what: string, name: string, sentence: RegExp]>([
    ['is missing', 'missing.csv', /missing\.csv cannot be read: there is no such file/],
    ['is a folder', 'folder.csv', /folder\.csv is a folder/],
  ])('is refused when it %s', async (_what, name, sentence) => {
    if (name === 'folder.csv') await mkdir(folder.file(name));
    const { code, stderr } = await importProducts(folder.file(name));
    expect([code, stderr]).toEqual([1, expect.stringMatching(sentence)]);
  });
});

describe('an organization', () => {
  it.each([
    ['unknown', '2222222222222222222222'],
    ['malformed', 'acme'],
  ])('that is %s is refused', async (_what, id) => {
    const { code, stderr } = await importProducts(await folder.write('any.csv', `gtin,name\n${good}`), id);
    expect([code, stderr.trim().split('\n').length]).toEqual([1, 1]);
  });

  it('that is not named is refused', async () => {
    const path = await folder.write('any.csv', `gtin,name\n${good}`);
    const { code } = await runInProcess(['import', 'products', path], { DATABASE_URL: test.url });
    expect(code).toBe(1);
  });
});

it('shows people a summary with the errors', async () => {
  const path = await folder.write('people.csv', 'gtin,name\nx,N\n');
  const { stdout } = await runInProcess(['import', 'products', path, '--organization', mine], {
    DATABASE_URL: test.url,
  });
  expect(stdout).toMatch(/^1 row: 0 created, 0 updated, 0 skipped, 1 wrong\.\nErrors:\n {2}line 2, gtin: /);
});
