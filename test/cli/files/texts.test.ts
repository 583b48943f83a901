import { gzipSync } from 'node:zlib';
import { ImportFolder } from '../../support/import-folder.js';
import { readRecords } from '../../support/read-records.js';

let folder: ImportFolder;

beforeAll(async () => {
  folder = await ImportFolder.create();
});

afterAll(() => folder.remove());

const MUESLI = { gtin: '96385074', name: 'Müsli' };
const TABLE = 'gtin,name\n96385074,Müsli\n';
const bytes = (encoding: BufferEncoding, text: string, mark: readonly number[] = []) =>
  Buffer.concat([Buffer.from(mark), Buffer.from(text, encoding)]);

describe('a text is read', () => {
  it.each<[what: string, content: string | Buffer, options?: object]>([
    ['with commas', TABLE],
    ['with semicolons', 'gtin;name\n96385074;Müsli\n'],
    ['with tabs', 'gtin\tname\n96385074\tMüsli\n'],
    ['with vertical bars', 'gtin|name\n96385074|Müsli\n'],
    ['with semicolons and a comma in a name', 'gtin;"name"\n"96385074";Müsli\n'],
    ['with an unread column full of commas', 'a,b,c,d;gtin;name\n1,2;96385074;Müsli\n'],
    ["with Excel's line that names the delimiter", 'sep=;\ngtin;name\n96385074;Müsli\n'],
    ["with Excel's line in quotes", '"sep=|"\r\ngtin|name\r\n96385074|Müsli\r\n'],
    ['with a delimiter that is given', 'gtin^name\n96385074^Müsli\n', { delimiter: '^' }],
    ['as .tsv', 'gtin\tname\n96385074\tMüsli\n', { name: 'file.tsv' }],
    ['as .txt', TABLE, { name: 'file.txt' }],
    ['with another extension', TABLE, { name: 'file.dat' }],
    ['without an extension', TABLE, { name: 'file' }],
    ['with CR line ends', 'gtin,name\r96385074,Müsli\r'],
    ['with CRLF line ends', 'gtin,name\r\n96385074,Müsli\r\n'],
    ['with a byte order mark', `\ufeff${TABLE}`],
    ['as UTF-16, little endian', bytes('utf16le', TABLE, [0xff, 0xfe])],
    ['as UTF-16, big endian', bytes('utf16le', `\ufeff${TABLE}`).swap16()],
    ['as windows-1252', bytes('latin1', TABLE), { encoding: 'windows-1252' }],
    ['with a mark in spite of another encoding', `\ufeff${TABLE}`, { encoding: 'windows-1252' }],
    ['compressed with gzip', gzipSync(TABLE), { name: 'file.csv.gz' }],
    ['compressed with gzip under another name', gzipSync(TABLE)],
    ['as UTF-16 compressed with gzip', gzipSync(bytes('utf16le', TABLE, [0xff, 0xfe]))],
    ['as JSONL', '{"gtin":"96385074","name":"Müsli"}\n', { name: 'file.jsonl' }],
    ['as JSONL under another name', '\n {"gtin":"96385074","name":"Müsli"}\n', { name: 'file.csv' }],
    ['as JSONL with CR line ends', '{"gtin":"96385074","name":"Müsli"}\r', { name: 'file.ndjson' }],
    ['as CSV named .jsonl', TABLE, { name: 'file.jsonl' }],
    ['as the format that is given', TABLE, { name: 'file.jsonl', format: 'csv' }],
  ])('%s', async (...[, content, options]) => {
    expect((await readRecords(folder, content, options)).values).toEqual([MUESLI]);
  });

  it('with the euro sign of windows-1252', async () => {
    const content = Buffer.from('gtin,name\n96385074,5 \x80\n', 'latin1');
    const { values } = await readRecords(folder, content, { encoding: 'windows-1252' });
    expect(values).toEqual([{ gtin: '96385074', name: '5 €' }]);
  });

  it('with a character on the border of two chunks', async () => {
    const names = Array.from({ length: 50_000 }, (_, i) => `${'é'.repeat(i % 7)}€☕`);
    const lines = names.map((name, i) => `${10_000_000 + i},${name}`);
    const { values } = await readRecords(folder, ['gtin,name', ...lines]);
    expect(values.map(({ name }) => name)).toEqual(names);
  });
});

describe('a text in another encoding is refused', () => {
  const rows = 'gtin,name\n96385074,Good\n96385074,';
  it.each<readonly [what: string, content: Buffer, sentence: RegExp]>([
    [
      'windows-1252',
      Buffer.from(`${rows}Käse-Spätzle mit Röstzwiebeln\n`, 'latin1'),
      /line 3: .*looks like windows-1252, in which it is "96385074,Käse-Spätzle mit Röstzwiebeln": --encoding windows-1252 reads it; nothing was imported\.$/,
    ],
    [
      'windows-1252 in one word',
      Buffer.from(`${rows}M\xfcsli\n`, 'latin1'),
      /--encoding windows-1252 reads it/,
    ],
    [
      'Shift_JIS',
      Buffer.concat([
        Buffer.from(rows),
        Buffer.from('93fa967b8cea82cc95b68e9a97f182c582b781428ea996bc82cd8145', 'hex'),
      ]),
      /--encoding shift_jis reads it/,
    ],
    [
      'UTF-16 without a mark',
      bytes('utf16le', TABLE),
      /UTF-16LE without a byte order mark: --encoding utf-16le/,
    ],
    ['a character that is cut off', Buffer.from(`${rows}M\xc3`, 'latin1'), /line 3: .*not UTF-8/],
  ])('%s', async (_what, content, sentence) => {
    await expect(readRecords(folder, content)).rejects.toThrow(sentence);
  });

  it('bytes that are not of the encoding that is given', async () => {
    const content = Buffer.from(`${rows}\x81`, 'latin1');
    await expect(readRecords(folder, content, { encoding: 'shift_jis' })).rejects.toThrow(
      /is not a text in shift_jis; nothing was imported\.$/,
    );
  });
});

describe('rows of CSV', () => {
  it('have quotes as text inside cells that do not begin with one', async () => {
    const { values } = await readRecords(folder, [
      'gtin,name',
      '96385074,Pizza 12" deep, 6"'.replace(', 6', ' 6'),
    ]);
    expect(values).toEqual([{ gtin: '96385074', name: 'Pizza 12" deep 6"' }]);
  });

  it('are passed over when all of their cells are empty', async () => {
    const { values, faults } = await readRecords(folder, ['gtin,name', ',', ' , \t', '96385074,A', ',,,']);
    expect([values.length, faults]).toEqual([1, []]);
  });

  it('have the line on which they start, whatever the line ends inside quotes', async () => {
    const { faults } = await readRecords(folder, 'gtin,name\r96385074,"a\nb\r\nc"\rbad\r');
    expect(faults.map(({ line }) => line)).toEqual([5]);
  });

  it.each([
    ['and in the rows', ['gtin,name,', '96385074,A,']],
    ['alone', ['gtin,name,', '96385074,A']],
    ['twice', ['gtin,name,,', '96385074,A,']],
  ])('may have a delimiter behind the last cell, in the header %s', async (_where, lines) => {
    expect((await readRecords(folder, lines)).values).toEqual([{ gtin: '96385074', name: 'A' }]);
  });
});
