import { parseDateFormat } from '../../../src/cli/import/cells/date-format.js';
import { ImportFolder } from '../../support/import-folder.js';
import { readRecords } from '../../support/read-records.js';

let folder: ImportFolder;

beforeAll(async () => {
  folder = await ImportFolder.create();
});

afterAll(() => folder.remove());

const quoted = (cell: string) => `"${cell.replaceAll('"', '""')}"`;

async function read(column: string, cell: string, format?: string) {
  const given = format === undefined ? {} : { dateFormat: parseDateFormat(format)! };
  const kind = column === 'name' ? 'products' : column === 'requires_definition' ? 'claims' : 'assignments';
  const required = { products: 'gtin,name', claims: 'code,label,category', assignments: 'gtin,claim_code' }[
    kind
  ];
  const others = required.split(',').filter((name) => name !== column);
  const { values, faults } = await readRecords(
    folder,
    [[column, ...others].join(','), [quoted(cell), ...others.map(() => 'X')].join(',')],
    { kind, ...given },
  );
  return faults[0]?.message ?? values[0]?.[column];
}

describe('a GTIN', () => {
  it.each([
    ['with hyphens', '978-3-16-148410-0', '9783161484100'],
    ['with blanks', ' 4 006381 333931 ', '4006381333931'],
    ['with hard blanks', '4006381\u00a0333931', '4006381333931'],
    ['as the formula of a text', '="0012345678905"', '0012345678905'],
    ['after an apostrophe', "'0012345678905", '0012345678905'],
    ['as a decimal number', '4006381333931.0', '4006381333931'],
  ])('%s is read', async (_what, cell, gtin) => {
    expect(await read('gtin', cell)).toBe(gtin);
  });

  it.each([
    ['in scientific notation', '4.01E+12', /Excel.*scientific notation/],
    ['in scientific notation with a comma', '4,00638E+12', /Excel.*scientific notation/],
    ['of 7 digits', '1234567', /at least 8 digits: leading zeros/],
    ['of 1 digit', '7', /leading zeros/],
  ])('%s is refused', async (_what, cell, message) => {
    expect(await read('gtin', cell)).toMatch(message);
  });
});

describe('a date', () => {
  it.each<[cell: string, format?: string]>([
    ['2026-12-31'],
    ['2026-12-31T00:00:00'],
    ['2026-12-31 00:00'],
    ['2026-12-31T00:00:00.000Z'],
    ['2026-12-31T00:00:00+01:00'],
    ['31.12.2026', 'DD.MM.YYYY'],
    ['31.12.2026 00:00:00', 'DD.MM.YYYY'],
    ['12/31/2026', 'MM/DD/YYYY'],
    ['12/31/2026 12:00:00 AM', 'MM/DD/YYYY'],
    ['31/12/2026', 'dd/mm/yyyy'],
    ['2026-12-31', 'DD.MM.YYYY'],
  ])('%s is read', async (...[cell, format]) => {
    expect(await read('valid_from', cell, format)).toBe('2026-12-31');
  });

  it('may have days and months of one digit', async () => {
    expect(await read('valid_from', '1.2.2026', 'DD.MM.YYYY')).toBe('2026-02-01');
  });

  it.each<[cell: string, message: RegExp, format?: string]>([
    ['31.12.2026', /YYYY-MM-DD; --date-format DD\.MM\.YYYY reads this one/],
    ['31/12/2026', /--date-format DD\/MM\/YYYY reads/],
    ['12/31/2026', /--date-format MM\/DD\/YYYY reads/],
    ['01/02/2026', /--date-format DD\/MM\/YYYY or MM\/DD\/YYYY reads/],
    ['2026-12-31T13:00:00', /without a time/],
    ['31.12.26', /YYYY-MM-DD or DD\.MM\.YYYY/, 'DD.MM.YYYY'],
  ])('%s is refused', async (...[cell, message, format]) => {
    expect(await read('valid_from', cell, format)).toMatch(message);
  });
});

it.each([
  ['true', true],
  ['YES', true],
  ['1', true],
  ['False', false],
  ['no', false],
  ['0', false],
])('the boolean %s is %s', async (cell, value) => {
  expect(await read('requires_definition', cell)).toBe(value);
});

it('a claim code may have any letter case', async () => {
  expect(await read('claim_code', 'Non_gmo')).toBe('NON_GMO');
});

describe('a text', () => {
  it.each([
    ['is trimmed', ' \u00a0A b\t', 'A b'],
    ['is unwrapped as the formula of a text', '="A ""b"" "', 'A "b" '],
    ['keeps an apostrophe', "'s-Hertogenbosch", "'s-Hertogenbosch"],
    ['keeps a formula', '=1+1', '=1+1'],
    ['keeps hyphens and blanks', '12-3 4', '12-3 4'],
  ])('%s', async (_what, cell, text) => {
    expect(await read('name', cell)).toBe(text);
  });

  it('is as it stands in JSONL', async () => {
    const { values } = await readRecords(folder, '{"gtin":" 978-3-16-148410-0","name":" A "}');
    expect(values).toEqual([{ gtin: '9783161484100', name: ' A ' }]);
  });
});
