import { unprepared } from '../../src/database/statement.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { Fixtures } from '../support/fixtures.js';
import { ImportFolder } from '../support/import-folder.js';
import { figures, runJson } from '../support/import-run.js';

let test: TestDatabase;
let folder: ImportFolder;
let mine: string;
let others: string;

beforeAll(async () => {
  test = await createTestDatabase();
  folder = await ImportFolder.create();
  const fixtures = new Fixtures(test.database);
  mine = await fixtures.organization('Mine');
  others = await fixtures.organization('Others');
  await fixtures.product(others, { gtin: '04006381333931', name: 'Theirs' });
});

afterAll(async () => {
  await folder.remove();
  await test.drop();
});

const importProducts = (path: string) =>
  runJson(test.url, 'import', 'products', path, '--organization', mine);

const stored = (gtin: string) =>
  test.database.query(
    unprepared<{ name: string; brand: string }>('select name, brand from product where gtin = $1'),
    [gtin],
  );

describe('good rows', () => {
  it('creates, updates and skips', async () => {
    await importProducts(
      await folder.write('before.csv', ['gtin,name,brand', '96385074,A,X', '40170725,B,']),
    );
    const { answer, code } = await importProducts(
      await folder.write('after.csv', [
        'gtin,name,brand',
        '96385074,A2,X',
        '40170725,B,',
        '5901234123457,C,Y',
      ]),
    );
    expect([code, ...figures(answer)]).toEqual([0, 3, 1, 1, 1, 0]);
  });

  it('stores the GTIN padded to 14 digits', async () => {
    await importProducts(await folder.write('padded.csv', ['gtin,name', '00001038,Padded']));
    expect(await stored('00000000001038')).toEqual([{ name: 'Padded', brand: '' }]);
  });

  it('takes an empty cell for the default', async () => {
    await importProducts(await folder.write('brand.csv', ['gtin,name,brand', '00001144,N,Brand']));
    await importProducts(await folder.write('no-brand.csv', ['gtin,name,brand', '00001144,N,']));
    expect(await stored('00000000001144')).toEqual([{ name: 'N', brand: '' }]);
  });

  it('stores whatever characters a text has', async () => {
    const name = 'Tab\there, back\\slash, \\N, "quoted",\nnew line, ☕ ção';
    const cell = `"${name.replaceAll('"', '""')}"`;
    await importProducts(await folder.write('characters.csv', `gtin,name\n00001182,${cell}\n`));
    expect(await stored('00000000001182')).toEqual([{ name, brand: '' }]);
  });

  it('warns about a wrong check digit and stores the row', async () => {
    const { answer, code } = await importProducts(
      await folder.write('digit.csv', ['gtin,name', '00001229,Good', '2000000003268,Wrong digit']),
    );
    expect({ code, created: answer.created, warnings: answer.warnings }).toEqual({
      code: 0,
      created: 2,
      warnings: [{ line: 3, column: 'gtin', message: expect.stringContaining('check digit') }],
    });
  });
});

describe('bad rows', () => {
  const rows: readonly (readonly [what: string, row: string, column: string | null, message: RegExp])[] = [
    ['letters in the GTIN', '4006381abc931,N,', 'gtin', /"4006381abc931": .*8 .*14 digits/],
    ['a GTIN of 7 digits', '8180100,N,', 'gtin', /at least 8/],
    ['a GTIN of 15 digits', '123456789012345,N,', 'gtin', /at most 14/],
    ['a GTIN in exponent form', '"8,00983E+12",N,', 'gtin', /Excel/],
    ['no GTIN', ',N,', 'gtin', /required/],
    ['no name', '96385074,,', 'name', /required/],
    ['a name of 256 characters', `96385074,${'é'.repeat(256)},`, 'name', /at most 255/],
    ['a brand of 256 characters', `96385074,N,${'☕'.repeat(256)}`, 'brand', /at most 255/],
    ['a NUL character', '96385074,a\0b,', 'name', /NUL/],
    ['a cell too few', '96385074,N', null, /2 cells.*3/],
    ['a cell too many', '96385074,N,,', null, /4 cells.*3/],
    ["another organization's product", '4006381333931,Mine now,', 'gtin', /Another organization/],
    ['the same GTIN again', '90000001,Twice,', 'gtin', /Duplicate of line 2$/],
    ['the same GTIN written with other zeros', '0090000001,Twice,', 'gtin', /Duplicate of line 2$/],
  ];
  let result: Awaited<ReturnType<typeof importProducts>>;

  beforeAll(async () => {
    const lines = ['gtin,name,brand', '90000001,First,', ...rows.map(([, row]) => row), '90000018,Last,'];
    result = await importProducts(await folder.write('bad.csv', lines));
  });

  it.each(rows.map(([what, , ...rest], i) => [what, i + 3, ...rest] as const))(
    'reports %s by its line',
    (_what, line, column, message) => {
      expect(result.answer.errors.filter((error) => error.line === line)).toEqual([
        { line, column, message: expect.stringMatching(message) },
      ]);
    },
  );

  it('lists errors in the order of the file', () => {
    expect(result.answer.errors.map(({ line }) => line)).toEqual(rows.map((_, i) => i + 3));
  });

  it('stores the good rows all the same', () => {
    expect(figures(result.answer)).toEqual([rows.length + 2, 2, 0, 0, rows.length]);
  });

  it('exits with 2', () => {
    expect(result.code).toBe(2);
  });

  it("leaves another organization's product as it is", async () => {
    expect(await stored('04006381333931')).toEqual([{ name: 'Theirs', brand: '' }]);
  });

  it('lists the first 1,000 errors and counts all', async () => {
    const { answer } = await importProducts(
      await folder.write('many.csv', ['gtin,name', ...Array.from({ length: 1_500 }, () => 'x,N')]),
    );
    expect([answer.errors.length, answer.errors.at(-1)?.line, answer.error_count]).toEqual([
      1000, 1001, 1500,
    ]);
  });
});
