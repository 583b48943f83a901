import { unprepared } from '../../src/database/statement.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { Fixtures } from '../support/fixtures.js';
import { ImportFolder } from '../support/import-folder.js';
import { figures, runJson } from '../support/import-run.js';

let test: TestDatabase;
let folder: ImportFolder;
let fixtures: Fixtures;
let mine: string;

beforeAll(async () => {
  test = await createTestDatabase();
  folder = await ImportFolder.create();
  fixtures = new Fixtures(test.database);
  mine = await fixtures.organization('Mine');
  await fixtures.claim('VEGAN');
  await fixtures.claim('HALAL');
});

afterAll(async () => {
  await folder.remove();
  await test.drop();
});

const HEADER = 'gtin,claim_code,source,valid_from,expiration_date,evidence_url,evidence_note,metadata';

async function importRows(...rows: string[]) {
  const path = await folder.write('assignments.csv', [HEADER, ...rows]);
  return runJson(test.url, 'import', 'assignments', path, '--organization', mine);
}

const history = (gtin: string) =>
  test.database.query(
    unprepared<{ action: string; actor: string; organization_id: string; changes: unknown }>(
      'select action, actor, organization_id, changes from claim_assignment_event where gtin = $1 order by id',
    ),
    [gtin],
  );

const FULL =
  'VEGAN,THIRD_PARTY_VERIFIED,2026-01-01,2027-01-01,https://example.com/a,"Seen, really","{""b"":""1"",""a"":""x""}"';

describe('good rows', () => {
  it('creates, updates and skips', async () => {
    const [a, b] = [await fixtures.product(mine), await fixtures.product(mine)];
    await importRows(`${a},VEGAN,,,,,,`, `${b},VEGAN,,,,,,"{""k"":""v"",""l"":""w""}"`);
    const { answer, code } = await importRows(
      `${a},VEGAN,THIRD_PARTY_VERIFIED,,,,,`,
      `${b},VEGAN,,,,,,"{""l"":""w"",""k"":""v""}"`,
      `${b},HALAL,,,,,,`,
    );
    expect([code, ...figures(answer)]).toEqual([0, 3, 1, 1, 1, 0]);
  });

  it('records a created row with every field that holds something', async () => {
    const gtin = await fixtures.product(mine);
    await importRows(`${gtin},${FULL}`);
    expect(await history(gtin)).toEqual([
      {
        action: 'ASSIGNED',
        actor: 'import',
        organization_id: mine,
        changes: [
          { field: 'source', before: null, after: 'THIRD_PARTY_VERIFIED' },
          { field: 'validFrom', before: null, after: '2026-01-01' },
          { field: 'expirationDate', before: null, after: '2027-01-01' },
          { field: 'evidenceUrl', before: null, after: 'https://example.com/a' },
          { field: 'evidenceNote', before: null, after: 'Seen, really' },
          { field: 'metadata', before: null, after: '{"a":"x","b":"1"}' },
        ],
      },
    ]);
  });

  it('records only the source of a row of defaults', async () => {
    const gtin = await fixtures.product(mine);
    await importRows(`${gtin},VEGAN,,,,,,`);
    const [event] = await history(gtin);
    expect(event?.changes).toEqual([{ field: 'source', before: null, after: 'BRAND_SELF_DECLARED' }]);
  });

  it('replaces the whole state and records the fields that differ', async () => {
    const gtin = await fixtures.product(mine);
    await importRows(`${gtin},${FULL}`);
    await importRows(`${gtin},VEGAN,THIRD_PARTY_VERIFIED,2026-01-01,,,Other,"{""a"":""y""}"`);
    const [, event] = await history(gtin);
    expect([event?.action, event?.changes]).toEqual([
      'UPDATED',
      [
        { field: 'expirationDate', before: '2027-01-01', after: null },
        { field: 'evidenceUrl', before: 'https://example.com/a', after: null },
        { field: 'evidenceNote', before: 'Seen, really', after: 'Other' },
        { field: 'metadata', before: '{"a":"x","b":"1"}', after: '{"a":"y"}' },
      ],
    ]);
  });

  it('records nothing for a skipped row', async () => {
    const gtin = await fixtures.product(mine);
    await importRows(`${gtin},${FULL}`);
    await importRows(`${gtin},${FULL}`);
    expect(await history(gtin)).toHaveLength(1);
  });

  it('moves the time of the last change of an updated row only', async () => {
    const gtin = await fixtures.product(mine);
    await importRows(`${gtin},VEGAN,,,,,,`, `${gtin},HALAL,,,,,,`);
    await importRows(`${gtin},VEGAN,,,,,Note,`, `${gtin},HALAL,,,,,,`);
    const rows = await test.database.query(
      unprepared(`select c.code, a.updated_at > a.created_at as moved from claim_assignment a
        join claim c on c.id = a.claim_id where a.gtin = $1 order by c.code`),
      [gtin],
    );
    expect(rows).toEqual([
      { code: 'HALAL', moved: false },
      { code: 'VEGAN', moved: true },
    ]);
  });

  it('drops empty values of metadata', async () => {
    const gtin = await fixtures.product(mine);
    await importRows(`${gtin},VEGAN,,,,,,"{""a"":"""",""__proto__"":""p""}"`);
    const [row] = await test.database.query(
      unprepared<{ metadata: unknown }>(
        'select metadata::text as metadata from claim_assignment where gtin = $1',
      ),
      [gtin],
    );
    expect(row?.metadata).toBe('{"__proto__": "p"}');
  });
});

it('keeps a list of texts in metadata as its JSON', async () => {
  const gtin = await fixtures.product(mine);
  await importRows(`${gtin},VEGAN,,,,,,"{""also"":[""en:a"",""en:b""]}"`);
  const [row] = await test.database.query(
    unprepared<{ metadata: unknown }>('select metadata from claim_assignment where gtin = $1'),
    [gtin],
  );
  expect(row?.metadata).toEqual({ also: '["en:a","en:b"]' });
});

describe('bad rows', () => {
  const tooMany = JSON.stringify(Object.fromEntries(Array.from({ length: 51 }, (_, i) => [`k${i}`, 'v'])));
  const cell = (json: string) => `"${json.replaceAll('"', '""')}"`;
  const G = '00000096385074';
  const rows: readonly (readonly [what: string, row: string, column: string, message: RegExp])[] = [
    ['an unknown product', '40170725,VEGAN,,,,,,', 'gtin', /Product not found/],
    ["another organization's product", '4006381333931,VEGAN,,,,,,', 'gtin', /Another organization/],
    ['an unknown claim', `${G},NONE,,,,,,`, 'claim_code', /Claim not found/],
    ['no claim', `${G},,,,,,,`, 'claim_code', /required/],
    ['an unknown source', `${G},HALAL,SELF,,,,,`, 'source', /'BRAND_SELF_DECLARED' or/],
    ['a day that does not exist', `${G},HALAL,,2026-02-30,,,,`, 'valid_from', /calendar date/],
    ['a date in another form', `${G},HALAL,,,01.02.2026,,,`, 'expiration_date', /calendar date/],
    ['an end before the beginning', `${G},HALAL,,2026-02-02,2026-02-01,,,`, 'expiration_date', /first day/],
    ['a URL of another scheme', `${G},HALAL,,,,ftp://example.com,,`, 'evidence_url', /http/],
    [
      'a URL of 2,049 characters',
      `${G},HALAL,,,,https://e.com/${'a'.repeat(2035)},,`,
      'evidence_url',
      /2048/,
    ],
    ['a note of 10,001 characters', `${G},HALAL,,,,,${'a'.repeat(10_001)},`, 'evidence_note', /10000/],
    ['metadata that is not JSON', `${G},HALAL,,,,,,{a`, 'metadata', /object/],
    ['metadata that is a list', `${G},HALAL,,,,,,${cell('["a"]')}`, 'metadata', /object/],
    ['metadata with a list of numbers', `${G},HALAL,,,,,,${cell('{"a":[1]}')}`, 'metadata', /string/],
    ['metadata with a number', `${G},HALAL,,,,,,${cell('{"a":1}')}`, 'metadata', /string/],
    ['metadata with 51 keys', `${G},HALAL,,,,,,${cell(tooMany)}`, 'metadata', /50/],
    ['metadata with a key of 41', `${G},HALAL,,,,,,${cell(`{"${'k'.repeat(41)}":"v"}`)}`, 'metadata', /40/],
    [
      'metadata with a value of 501',
      `${G},HALAL,,,,,,${cell(`{"k":"${'v'.repeat(501)}"}`)}`,
      'metadata',
      /500/,
    ],
    ['metadata with a lone surrogate', `${G},HALAL,,,,,,${cell('{"k":"\\ud800"}')}`, 'metadata', /surrogate/],
    ['metadata with an empty key', `${G},HALAL,,,,,,${cell('{"":"v"}')}`, 'metadata', /at least 1/],
    ['the same pair again', `${G},VEGAN,THIRD_PARTY_VERIFIED,,,,,`, 'claim_code', /Duplicate of line 2$/],
  ];
  let result: Awaited<ReturnType<typeof importRows>>;

  beforeAll(async () => {
    await fixtures.product(mine, { gtin: G });
    await fixtures.product(await fixtures.organization('Others'), { gtin: '04006381333931' });
    result = await importRows(`${G},VEGAN,,,,,,`, ...rows.map(([, row]) => row));
  });

  it.each(rows.map(([what, , ...rest], i) => [what, i + 3, ...rest] as const))(
    'reports %s by its line',
    (_what, line, column, message) => {
      expect(result.answer.errors.filter((error) => error.line === line)).toEqual([
        { line, column, message: expect.stringMatching(message) },
      ]);
    },
  );

  it('stores the good row all the same', () => {
    expect(figures(result.answer)).toEqual([rows.length + 1, 1, 0, 0, rows.length]);
  });
});
