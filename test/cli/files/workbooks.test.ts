import { ImportFolder } from '../../support/import-folder.js';
import { readRecords } from '../../support/read-records.js';
import { sheetOf, type WorkbookCell, workbook } from '../../support/workbook.js';

let folder: ImportFolder;

beforeAll(async () => {
  folder = await ImportFolder.create();
});

afterAll(() => folder.remove());

const HEADER = ['gtin', 'name'];
const A = { gtin: '96385074', name: 'A' };

const styled = (value: number | string, style = 1): WorkbookCell => ({
  attributes: `s="${style}"`,
  inner: `<v>${value}</v>`,
});

describe('a workbook is read', () => {
  it.each<[what: string, content: () => Buffer, options?: object]>([
    ['by its first sheet', () => sheetOf(HEADER, ['96385074', 'A'])],
    ['under the name of a text', () => sheetOf(HEADER, ['96385074', 'A']), { name: 'renamed.csv' }],
    ['with a GTIN that is a number', () => sheetOf(HEADER, [96385074, 'A'])],
    ['with a number as Java writes it', () => sheetOf(HEADER, [{ inner: '<v>9.6385074E7</v>' }, 'A'])],
    ['with a text in the cell', () => sheetOf(HEADER, ['96385074', inline('<t>A</t>')])],
    [
      'with a text of several formats and its pronunciation',
      () => sheetOf(HEADER, ['96385074', inline('<r><t>A</t></r><r><t/></r><rPh><t>x</t></rPh>')]),
    ],
    ['with rows that are not there', () => sheetOf([], HEADER, [], ['96385074', 'A'])],
    ['with values beside the table', () => sheetOf(HEADER, ['96385074', 'A', 'note', 'note'])],
    ['with the formula of a text', () => sheetOf(HEADER, [formula('"96385074"', '96385074'), 'A'])],
    [
      'with formulas in columns that are not read',
      () => sheetOf([...HEADER, 'sum'], [96385074, 'A', formula('1+1', '2')]),
    ],
    ['with merged cells elsewhere', () => book({ merged: ['C1:D2', 'A9:B9', 'B2'] })],
    [
      'by the first visible sheet',
      () => workbook([{ name: 'Hidden', rows: [], isHidden: true }, sheet('Data')]),
    ],
    [
      'by the name of a sheet',
      () => workbook([{ name: 'Notes', rows: [['x']] }, sheet('Data "1"')]),
      { sheet: 'data "1" ' },
    ],
    ['with prefixes of elements', prefixed],
  ])('%s', async (...[, content, options]) => {
    expect((await readRecords(folder, content(), { name: 'file.xlsx', ...options })).values).toEqual([A]);
  });

  it('with the numbers of its rows as lines', async () => {
    const { faults } = await readRecords(folder, sheetOf([], HEADER, [], [], ['1', 'A']));
    expect(faults).toEqual([{ line: 5, column: 'gtin', message: expect.stringMatching(/leading zeros/) }]);
  });

  it('with the zeros that the format of a number shows', async () => {
    const rows = [HEADER, [styled(12345), 'A']];
    const { values } = await readRecords(folder, workbook([{ name: 'S', rows }], { formats: ['00000000'] }));
    expect(values).toEqual([{ gtin: '00012345', name: 'A' }]);
  });

  it('with escaped characters', async () => {
    const { values } = await readRecords(folder, sheetOf(HEADER, ['96385074', 'A_x000A_B_x005F_x0041_']));
    expect(values).toEqual([{ gtin: '96385074', name: 'A\nB_x0041_' }]);
  });

  it('with errors of cells as faults', async () => {
    const { faults } = await readRecords(
      folder,
      sheetOf(HEADER, ['96385074', { attributes: 't="e"', inner: '<v>#N/A</v>' }]),
    );
    expect(faults).toEqual([{ line: 2, column: 'name', message: 'The cell contains an error' }]);
  });

  it('with booleans', async () => {
    const header = ['code', 'label', 'category', 'requires_definition'];
    const { values } = await readRecords(
      folder,
      sheetOf(header, ['VEGAN', 'Vegan', 'DIETARY', { attributes: 't="b"', inner: '<v>1</v>' }]),
      { kind: 'claims' },
    );
    expect(values[0]?.requires_definition).toBe(true);
  });
});

describe('dates of a workbook', () => {
  const read = async (cell: WorkbookCell, is1904 = false, format = 'dd\\.mm\\.yyyy;@') => {
    const rows = [
      ['gtin', 'claim', 'valid_from'],
      ['96385074', 'VEGAN', cell],
    ];
    const content = workbook([{ name: 'S', rows }], { is1904, formats: [format] });
    const { values, faults } = await readRecords(folder, content, { kind: 'assignments' });
    return values[0]?.valid_from ?? faults[0]?.message;
  };

  it.each<[what: string, day: string, cell: WorkbookCell, is1904?: boolean, format?: string]>([
    ['are days since 1900', '2026-12-31', styled(46387)],
    ['are days before the leap day that never was', '1900-02-28', styled(59)],
    ['are days after it', '1900-03-01', styled(61)],
    ['are days since 1904 where the workbook says so', '2026-12-31', styled(44925), true],
    ['may have a condition and a colour', '2026-12-31', styled(46387), false, '[Red][$-407]d. mmmm yyyy'],
    ['may be in ISO 8601', '2026-12-31', { attributes: 't="d"', inner: '<v>2026-12-31T00:00:00</v>' }],
    ['may be texts', '2026-12-31', '2026-12-31'],
  ])('%s', async (...[, day, cell, is1904, format]) => {
    expect(await read(cell, is1904, format)).toBe(day);
  });

  it('with a time are refused', async () => {
    expect(await read(styled(46387.5))).toMatch(/without a time/);
  });

  it('are not numbers of other formats', async () => {
    expect(await read(styled(46387), false, '"days" 0')).toBe('46387');
  });
});

function inline(inner: string): WorkbookCell {
  return { attributes: 't="inlineStr"', inner: `<is>${inner}</is>` };
}

function formula(text: string, value: string): WorkbookCell {
  return { attributes: 't="str"', inner: `<f>${text.replaceAll('"', '&quot;')}</f><v>${value}</v>` };
}

function sheet(name: string) {
  return { name, rows: [HEADER, ['96385074', 'A']] };
}

function book(properties: { readonly merged?: readonly string[] }): Buffer {
  return workbook([{ ...sheet('S'), ...properties }]);
}

function prefixed(): Buffer {
  const cell = (text: string) => `<x:c t="inlineStr"><x:is><x:t>${text}</x:t></x:is></x:c>`;
  const row = (...cells: readonly string[]) => `<x:row>${cells.map(cell).join('')}</x:row>`;
  const rows = row('gtin', 'name') + row('96385074', 'A');
  const xml = `<x:worksheet xmlns:x="urn:x"><x:sheetData>${rows}</x:sheetData></x:worksheet>`;
  return workbook([{ name: 'S', rows: [], xml }]);
}
