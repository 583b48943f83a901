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
  mine = await new Fixtures(test.database).organization();
});

afterAll(async () => {
  await folder.remove();
  await test.drop();
});

async function importCsv(content: string, name = 'products.csv') {
  const path = await folder.write(name, content);
  return (await runJson(test.url, 'import', 'products', path, '--organization', mine)).answer;
}

it('tolerates a byte order mark', async () => {
  expect(figures(await importCsv('\ufeffgtin,name\n10000007,A\n'))).toEqual([1, 1, 0, 0, 0]);
});

it('tolerates a byte order mark before a quoted header', async () => {
  expect(figures(await importCsv('\ufeff"gtin","name"\n10000014,A\n'))).toEqual([1, 1, 0, 0, 0]);
});

it('takes the columns in any order', async () => {
  expect(figures(await importCsv('brand,name,gtin\nB,A,10000021\n'))).toEqual([1, 1, 0, 0, 0]);
});

it('needs no line end at the end', async () => {
  expect(figures(await importCsv('gtin,name\n10000038,A'))).toEqual([1, 1, 0, 0, 0]);
});

it('takes the extension in any letter case', async () => {
  expect(figures(await importCsv('gtin,name\n10000045,A\n', 'UPPER.CSV'))).toEqual([1, 1, 0, 0, 0]);
});

it('answers zeros for a file of a header', async () => {
  expect(await importCsv('gtin,name\n')).toEqual({
    total_rows: 0,
    created: 0,
    updated: 0,
    skipped: 0,
    error_count: 0,
    errors: [],
    warnings: [],
  });
});

const lineOf = (answer: { errors: readonly { line: number }[] }) => answer.errors.map(({ line }) => line);

it('counts lines that end with CRLF', async () => {
  expect(lineOf(await importCsv('gtin,name\r\n10000052,A\r\nbad,B\r\n'))).toEqual([3]);
});

it('counts line ends of both kinds in one file', async () => {
  expect(lineOf(await importCsv('gtin,name\n10000069,A\r\nbad,B\nbad,C\r\n'))).toEqual([3, 4]);
});

it('passes over blank lines and counts them as lines, not as rows', async () => {
  const answer = await importCsv('\ngtin,name\n\n10000076,A\n\r\n\nbad,B\n\n');
  expect([answer.total_rows, ...lineOf(answer)]).toEqual([2, 7]);
});

it('names the first line of a record of several lines', async () => {
  expect(lineOf(await importCsv('gtin,name\nbad,"one\ntwo\n\nfour"\nbad,B\n'))).toEqual([2, 6]);
});

it('counts a CRLF inside quotes as one line end', async () => {
  expect(lineOf(await importCsv('gtin,name\r\n10000083,"one\r\ntwo"\r\nbad,B\r\n'))).toEqual([4]);
});

it('keeps line numbers over the chunks of a large file', async () => {
  const rows = Array.from({ length: 20_000 }, (_, i) => `${20_000_000 + i},"Name\r\n${i}"\r\n\r\n`);
  expect(lineOf(await importCsv(`gtin,name\r\n${rows.join('')}bad,B\r\n`))).toEqual([60_002]);
});
