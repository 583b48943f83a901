import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { gzipSync } from 'node:zlib';
import { openInput } from '../../../src/cli/import/import-input.js';
import { ImportFolder } from '../../support/import-folder.js';
import { readRecords } from '../../support/read-records.js';
import { type WorkbookCell, workbook } from '../../support/workbook.js';
import { zip } from '../../support/zip.js';

let folder: ImportFolder;

beforeAll(async () => {
  folder = await ImportFolder.create();
});

afterAll(() => folder.remove());

const HEADER = ['gtin', 'name'];
const ROW = ['96385074', 'A'];
const MIB = 2 ** 20;

const book = (rows: readonly (readonly WorkbookCell[])[], merged: readonly string[] = []) =>
  workbook([{ name: 'Data', rows, merged }]);

const withPart = (name: string, content: string | Buffer) =>
  workbook([{ name: 'Data', rows: [HEADER, ROW] }], { parts: [{ name, content }] });

const sheetXml = (rows: string) =>
  workbook([{ name: 'Data', rows: [], xml: `<worksheet><sheetData>${rows}` }]);

const NAMES = '<row><c t="str"><v>gtin</v></c><c t="str"><v>name</v></c></row>';

/** The beginning of a compound file whose directory has an entry with this name. */
function compoundFile(entry: string): Buffer {
  const file = Buffer.alloc(1_024);
  Buffer.from('d0cf11e0a1b11ae1', 'hex').copy(file);
  file.writeUInt16LE(9, 0x1e);
  Buffer.from(entry, 'utf16le').copy(file, 512 + 128);
  return file;
}

describe('a file is refused with one sentence', () => {
  it.each<readonly [what: string, content: () => string | Buffer, sentence: RegExp]>([
    ['that is empty', () => '', /is empty/],
    ['of blanks', () => ' \n\n', /is empty/],
    ['of a gzip file of nothing', () => gzipSync(''), /is empty/],
    ['whose quote is not closed', () => 'gtin,name\n1,"open\n', /line 2: .*never closed/],
    ['with a cell of many MiB', () => `gtin,name\n1,"${'x'.repeat(2 * MIB)}"\n`, /line 2: .*larger than/],
    ['of a line without an end', () => 'x'.repeat(2 * MIB), /larger than/],
    ['that is a gzip file of zeros', () => gzipSync(Buffer.alloc(2 * MIB)), /larger than/],
    [
      'that is a gzip file of empty lines',
      () => gzipSync(Buffer.alloc(17 * MIB, '\n')),
      /300 times its size/,
    ],
    ['that is a gzip file in a gzip file', () => gzipSync(gzipSync('gtin')), /another compressed file/],
    ['that is a workbook in a gzip file', () => gzipSync(book([HEADER])), /another compressed file/],
    ['that is a damaged gzip file', () => gzipSync('gtin,name\n').subarray(0, 20), /damaged gzip/],
    ['that is a PDF', () => '%PDF-1.7', /PDF/],
    ['that is a web page', () => '<html><table>', /web page/],
    ['that is a JSON array', () => '[{"gtin":"96385074"}]', /JSON array: write one object a line/],
    [
      'that is an archive of something else',
      () => zip([{ name: 'a.csv', content: 'gtin' }]),
      /without a workbook/,
    ],
    ['that is an empty archive', () => zip([]), /empty ZIP/],
    ['that is a damaged archive', () => book([HEADER, ROW]).subarray(0, 900), /damaged/],
    ['that is a binary workbook', () => zip([{ name: 'xl/workbook.bin', content: '' }]), /\.xlsb/],
    ['that is an OpenDocument', () => zip([{ name: 'content.xml', content: '' }]), /OpenDocument/],
    ['that is protected by a password', () => compoundFile('EncryptedPackage'), /protected by a password/],
    ['that is a workbook of the old format', () => compoundFile('Workbook'), /old format \.xls/],
  ])('%s', async (_what, content, sentence) => {
    await expect(readRecords(folder, content())).rejects.toThrow(
      expect.objectContaining({ name: 'OperatorError', message: expect.stringMatching(sentence) }),
    );
  });
});

describe('a workbook is refused with one sentence', () => {
  it.each<[what: string, content: () => Buffer, sentence: RegExp, options?: object]>([
    ['without rows', () => book([]), /sheet "Data" is empty/],
    ['with a title above the names', () => book([['Our products'], HEADER, ROW]), /line 1: .*line 2 only/],
    ['with the names twice', () => book([HEADER, HEADER, ROW]), /line 2: .*second time/],
    [
      'with a formula',
      () => book([HEADER, ['96385074', { inner: '<f>VLOOKUP(A2,B:C,2)</f><v>7</v>' }]]),
      /line 2: the cell B2 contains a formula/,
    ],
    [
      'with a formula that has no value',
      () => book([HEADER, ['96385074', { inner: '<f t="shared" si="0"/>' }]]),
      /the cell B2 contains a formula/,
    ],
    ['with merged rows', () => book([HEADER, ROW], ['B2:B3']), /merged cells \(B2:B3\)/],
    ['with merged names', () => book([HEADER, ROW], ['A1:B1']), /merged cells \(A1:B1\)/],
    [
      'with 10,000 columns',
      () => sheetXml('<row><c r="A1" t="str"><v>gtin</v></c><c r="NTP1" t="str"><v>x</v></c></row>'),
      /more than 1000 columns/,
    ],
    ['without the sheet', () => book([HEADER]), /no sheet "Other", but "Data"/, { sheet: 'Other' }],
    ['with a delimiter', () => book([HEADER]), /no --delimiter/, { delimiter: ';' }],
    ['with an encoding', () => book([HEADER]), /no --encoding/, { encoding: 'utf-8' }],
    ['as another format', () => book([HEADER]), /not CSV/, { format: 'csv' }],
    ['with a row of many MiB', () => sheetXml(`<row><c t="str"><v>${'x'.repeat(2 * MIB)}`), /larger than/],
    ['with a row without an end', () => sheetXml(`<row>${'<c><v>1</v></c>'.repeat(20_000)}`), /more columns/],
    ['that ends early', () => sheetXml(NAMES), /cannot be read/],
    ['with rows in disorder', () => sheetXml('<row r="2"></row><row r="1"></row>'), /rows are not in order/],
    ['with more rows than Excel has', () => sheetXml('<row r="1048577"></row>'), /rows are not in order/],
    [
      'that declares entities',
      () =>
        withPart(
          'xl/worksheets/sheet1.xml',
          '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><x>&a;</x>',
        ),
      /document type declaration/,
    ],
    ['with an unknown entity', () => sheetXml('<row><c t="str"><v>&a;</v></c></row>'), /cannot be read/],
    ['with a text that is missing', () => sheetXml('<row><c t="s"><v>99</v></c></row>'), /text is missing/],
    [
      'whose sheet is elsewhere',
      () =>
        withPart(
          'xl/_rels/workbook.xml.rels',
          '<R><Relationship Id="s0" Type="x/worksheet" TargetMode="External" Target="file:///etc/passwd"/></R>',
        ),
      /has no sheet/,
    ],
    [
      'whose size is a lie',
      () => zip([{ name: 'xl/workbook.xml', content: 'x'.repeat(1_000), claimedSize: 10 }]),
      /damaged/,
    ],
    ['that becomes much larger', () => sheetXml(`<row>${' '.repeat(17 * MIB)}</row>`), /300 times its size/],
    [
      'whose texts become much larger',
      () => withPart('xl/sharedStrings.xml', `<sst><si><t>${'x'.repeat(2 * MIB)}</t></si></sst>`),
      /more text/,
    ],
  ])('%s', async (...[, content, sentence, options]) => {
    await expect(readRecords(folder, content(), { name: 'file.xlsx', ...options })).rejects.toThrow(
      expect.objectContaining({ name: 'OperatorError', message: expect.stringMatching(sentence) }),
    );
  });
});

describe('what is no file is refused with one sentence', () => {
  it('a folder', async () => {
    await mkdir(folder.file('folder.csv'));
    await expect(openInput(folder.file('folder.csv'))).rejects.toThrow(/folder\.csv is a folder\.$/);
  });

  it('a device', async () => {
    await expect(openInput('/dev/zero')).rejects.toThrow(/\/dev\/zero is a device/);
  });

  it('what is missing', async () => {
    await expect(openInput(folder.file('missing.csv'))).rejects.toThrow(
      /cannot be read: there is no such file/,
    );
  });
});

it('an archive of 4 GiB that is none is refused without being read', async () => {
  const stream = createWriteStream(folder.file('huge.xlsx'));
  stream.write('PK\x03\x04');
  stream.end();
  await once(stream, 'close');
  const { truncate } = await import('node:fs/promises');
  await truncate(folder.file('huge.xlsx'), 4 * 2 ** 30 + 1);
  const input = await openInput(folder.file('huge.xlsx'));
  expect(input.size).toBeGreaterThan(4 * 2 ** 30);
  await input.close();
});
