import { unprepared } from '../../src/database/statement.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { Fixtures } from '../support/fixtures.js';
import { ImportFolder } from '../support/import-folder.js';
import { figures, runJson } from '../support/import-run.js';

let test: TestDatabase;
let folder: ImportFolder;
let mine: string;
let gtin: string;

beforeAll(async () => {
  test = await createTestDatabase();
  folder = await ImportFolder.create();
  const fixtures = new Fixtures(test.database);
  mine = await fixtures.organization();
  gtin = await fixtures.product(mine);
  await fixtures.claim('VEGAN');
  await fixtures.claim('HALAL');
});

afterAll(async () => {
  await folder.remove();
  await test.drop();
});

async function importAssignments(content: string | Buffer) {
  const path = await folder.write('assignments.jsonl', content);
  return runJson(test.url, 'import', 'assignments', path, '--organization', mine);
}

it('reads metadata as an object', async () => {
  await importAssignments(JSON.stringify({ gtin, claim_code: 'VEGAN', metadata: { lot: 'é"\\' } }));
  expect(
    await test.database.query(unprepared('select metadata from claim_assignment where gtin = $1'), [gtin]),
  ).toEqual([{ metadata: { lot: 'é"\\' } }]);
});

it('takes null for the default', async () => {
  const row = {
    gtin,
    claim_code: 'HALAL',
    source: null,
    valid_from: null,
    evidence_url: null,
    metadata: null,
  };
  expect(figures((await importAssignments(JSON.stringify(row))).answer)).toEqual([1, 1, 0, 0, 0]);
});

it('reads booleans', async () => {
  const path = await folder.write('claims.jsonl', [
    '{"code":"KOSHER","label":"Kosher","category":"DIETARY","requires_definition":true}',
  ]);
  await runJson(test.url, 'import', 'claims', path);
  expect(
    await test.database.query(unprepared(`select requires_definition from claim where code = 'KOSHER'`)),
  ).toEqual([{ requires_definition: true }]);
});

it('answers zeros for an empty file', async () => {
  expect(figures((await importAssignments('')).answer)).toEqual([0, 0, 0, 0, 0]);
});

describe('bad lines', () => {
  const row = (values: object) => JSON.stringify({ gtin: '1'.repeat(14), claim_code: 'VEGAN', ...values });
  const lines: readonly (readonly [what: string, line: string, column: string | null, message: RegExp])[] = [
    ['broken JSON', '{"gtin":', null, /JSON/],
    ['a list', '[]', null, /object/],
    ['null', 'null', null, /object/],
    ['an own member __proto__', '{"__proto__":{}}', 'gtin', /required/],
    [
      'two names of a member',
      row({ claim: 'A', code: 'B' }).replace('claim_code', 'x'),
      null,
      /"claim" and "code"/,
    ],
    ['a GTIN as a number', row({ gtin: 4006381333931 }), 'gtin', /string/],
    ['a missing member', '{"gtin":"00000000000000"}', 'claim_code', /required/],
    ['null where a value is needed', row({ claim_code: null }), 'claim_code', /required/],
    ['metadata as a text', row({ metadata: '{}' }), 'metadata', /object/],
    ['a date as a number', row({ valid_from: 20260101 }), 'valid_from', /string/],
    ['a line of more than 1 MiB', row({ evidence_note: 'x'.repeat(1_100_000) }), null, /larger than/],
  ];
  let result: Awaited<ReturnType<typeof importAssignments>>;

  beforeAll(async () => {
    const content = `\ufeff\n${lines.map(([, line]) => `${line}\n`).join('')}${row({ gtin })}`;
    result = await importAssignments(content);
  });

  it.each(lines.map(([what, , ...rest], i) => [what, i + 2, ...rest] as const))(
    'reports %s by its line',
    (_what, line, column, message) => {
      expect(result.answer.errors.filter((error) => error.line === line)).toEqual([
        { line, column, message: expect.stringMatching(message) },
      ]);
    },
  );

  it('stores the good line all the same', () => {
    expect([result.code, result.answer.error_count, result.answer.total_rows]).toEqual([
      2,
      lines.length,
      lines.length + 1,
    ]);
  });

  it('refuses a boolean in another type', async () => {
    const path = await folder.write('bad-claims.jsonl', [
      '{"code":"B","label":"B","category":"OTHER","requires_definition":"true"}',
    ]);
    const { answer } = await runJson(test.url, 'import', 'claims', path);
    expect(answer.errors).toEqual([
      { line: 1, column: 'requires_definition', message: expect.stringMatching(/true/) },
    ]);
  });
});
