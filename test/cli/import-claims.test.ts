import { unprepared } from '../../src/database/statement.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { ImportFolder } from '../support/import-folder.js';
import { figures, runJson } from '../support/import-run.js';

let test: TestDatabase;
let folder: ImportFolder;

beforeAll(async () => {
  test = await createTestDatabase();
  folder = await ImportFolder.create();
});

afterAll(async () => {
  await folder.remove();
  await test.drop();
});

const HEADER = 'code,label,category,description,requires_definition';
const importClaims = (path: string) => runJson(test.url, 'import', 'claims', path);

it('creates, updates and skips by code', async () => {
  await importClaims(
    await folder.write('a.csv', [HEADER, 'VEGAN,Vegan,DIETARY,,', 'HALAL,Halal,PROCESS,,true']),
  );
  const { answer, code } = await importClaims(
    await folder.write('b.csv', [
      HEADER,
      'VEGAN,Vegan,DIETARY,None.,',
      'HALAL,Halal,PROCESS,,TRUE',
      'KOSHER,K,OTHER,,',
    ]),
  );
  expect([code, ...figures(answer)]).toEqual([0, 3, 1, 1, 1, 0]);
});

it('keeps the id of an updated claim', async () => {
  const id = unprepared<{ id: string }>(`select id from claim where code = 'KEPT'`);
  await importClaims(await folder.write('kept-1.csv', [HEADER, 'KEPT,Kept,OTHER,,']));
  const before = await test.database.query(id);
  await importClaims(await folder.write('kept-2.csv', [HEADER, 'KEPT,Kept still,OTHER,,']));
  expect(await test.database.query(id)).toEqual(before);
});

it('takes missing columns for their defaults', async () => {
  await importClaims(await folder.write('short.csv', ['category,code,label', 'OTHER,SHORT,Short']));
  expect(
    await test.database.query(
      unprepared(`select description, requires_definition from claim where code = 'SHORT'`),
    ),
  ).toEqual([{ description: '', requires_definition: false }]);
});

describe('bad rows', () => {
  const rows: readonly (readonly [what: string, row: string, column: string, message: RegExp])[] = [
    ['a code with a hyphen', 'NON-GMO,V,DIETARY,,', 'code', /A to Z/],
    ['a code of 51 characters', `${'A'.repeat(51)},V,DIETARY,,`, 'code', /1 to 50/],
    ['no label', 'NO_LABEL,,DIETARY,,', 'label', /required/],
    ['a label of 101 characters', `LONG,${'x'.repeat(101)},DIETARY,,`, 'label', /at most 100/],
    ['an unknown category', 'CATEGORY,C,Snacks,,', 'category', /'DIETARY', /],
    ['a boolean in other words', 'BOOLEAN,B,OTHER,,perhaps', 'requires_definition', /'true' or 'false'/],
    ['the same code again', 'FIRST,F,OTHER,,', 'code', /Duplicate of line 2$/],
  ];
  let answer: Awaited<ReturnType<typeof importClaims>>['answer'];

  beforeAll(async () => {
    const lines = [HEADER, 'FIRST,First,Other,,', ...rows.map(([, row]) => row)];
    ({ answer } = await importClaims(await folder.write('bad.csv', lines)));
  });

  it.each(rows.map(([what, , ...rest], i) => [what, i + 3, ...rest] as const))(
    'reports %s by its line',
    (_what, line, column, message) => {
      expect(answer.errors.filter((error) => error.line === line)).toEqual([
        { line, column, message: expect.stringMatching(message) },
      ]);
    },
  );

  it('stores the good row all the same', () => {
    expect(figures(answer)).toEqual([rows.length + 1, 1, 0, 0, rows.length]);
  });
});
