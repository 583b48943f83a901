import { ImportFolder } from '../../support/import-folder.js';
import { readRecords } from '../../support/read-records.js';

let folder: ImportFolder;

beforeAll(async () => {
  folder = await ImportFolder.create();
});

afterAll(() => folder.remove());

const map = (...pairs: readonly (readonly [string, string])[]) => ({ map: new Map(pairs) });

describe('names of columns', () => {
  it.each(['gtin', ' GTIN ', 'EAN', 'UPC', 'Barcode', 'GTIN-8', 'gtin_12', 'Gtin 13', 'GTIN14', 'code'])(
    '"%s" is the GTIN of a product',
    async (name) => {
      const { values } = await readRecords(folder, [`${name},name`, '96385074,A']);
      expect(values).toEqual([{ gtin: '96385074', name: 'A' }]);
    },
  );

  it.each(['Name', '"name"', 'Product Name', 'product_name', 'TITLE'])('"%s" is the name', async (name) => {
    const { values } = await readRecords(folder, [`gtin,${name}`, '96385074,A']);
    expect(values).toEqual([{ gtin: '96385074', name: 'A' }]);
  });

  it.each(['Brand', 'brands', 'Vendor'])('"%s" is the brand', async (name) => {
    const { values } = await readRecords(folder, [`gtin,name,${name}`, '96385074,A,B']);
    expect(values).toEqual([{ gtin: '96385074', name: 'A', brand: 'B' }]);
  });

  it.each(['claim', 'Claim Code', 'claimCode', 'code'])(
    '"%s" is the claim of an assignment',
    async (name) => {
      const { values } = await readRecords(folder, [`ean,${name}`, '96385074,VEGAN'], {
        kind: 'assignments',
      });
      expect(values).toEqual([{ gtin: '96385074', claim_code: 'VEGAN' }]);
    },
  );

  it('are aliases in JSONL too', async () => {
    const { values } = await readRecords(folder, '{"EAN":"96385074","title":"A"}');
    expect(values).toEqual([{ gtin: '96385074', name: 'A' }]);
  });

  it('of ours win over aliases, which are then not read', async () => {
    const { values, notices } = await readRecords(folder, ['ean,gtin,name', '1,96385074,A']);
    expect([values, notices.map(({ column }) => column)]).toEqual([
      [{ gtin: '96385074', name: 'A' }],
      ['ean'],
    ]);
  });

  it('are decided by --map, whatever their letter case', async () => {
    const { values } = await readRecords(
      folder,
      ['Artikel,Bezeichnung,name', '96385074,A,B'],
      map(['gtin', 'artikel'], ['name', 'BEZEICHNUNG']),
    );
    expect(values).toEqual([{ gtin: '96385074', name: 'A' }]);
  });
});

describe('columns that are not known', () => {
  it('are one warning each', async () => {
    const { notices } = await readRecords(folder, [
      'gtin,price,name,stock',
      '96385074,1,A,2',
      '96385081,1,B,2',
    ]);
    expect(notices).toEqual([
      { line: 1, column: 'price', message: expect.stringMatching(/no such column/) },
      { line: 1, column: 'stock', message: expect.stringMatching(/no such column/) },
    ]);
  });

  it('are one warning each in JSONL', async () => {
    const row = (gtin: string) => JSON.stringify({ gtin, name: 'A', price: 1 });
    const { notices, values } = await readRecords(folder, [row('96385074'), row('96385081')]);
    expect([notices.map(({ line, column }) => [line, column]), values.length]).toEqual([[[1, 'price']], 2]);
  });
});

describe('a header is refused', () => {
  it.each<[what: string, lines: readonly string[], sentence: RegExp, options?: object]>([
    [
      'with an unknown column and --strict',
      ['gtin,name,price', ''],
      /no column "price".*--strict/,
      { strict: true },
    ],
    ['with two aliases', ['ean,upc,name', ''], /"ean" and "upc" can both be gtin: --map gtin=/],
    ['with a name twice', ['gtin,name,Name', ''], /"name" is named twice/],
    ['with a title above it', ['Products', '', 'gtin,name', '1,A'], /line 1: .*named in line 3 only: delete/],
    ['on two lines', ['gtin,name', 'GTIN,Name', '96385074,A'], /line 2: .*second time/],
    ['without a column', ['ean,colour', ''], /"name" is missing; the file has "ean", "colour" \(--map name=/],
    [
      'without the column of --map',
      ['gtin,name', ''],
      /--map names for brand is missing/,
      map(['brand', 'Marke']),
    ],
    ['with 10,000 columns', [`gtin,name${',x'.repeat(10_000)}`], /more than 1000 columns/],
  ])('%s', async (...[, lines, sentence, options]) => {
    await expect(readRecords(folder, lines, options)).rejects.toThrow(sentence);
  });

  it('in JSONL with --strict', async () => {
    const content = '{"gtin":"96385074","name":"A"}\n{"gtin":"96385074","nam":"A"}\n';
    await expect(readRecords(folder, content, { strict: true })).rejects.toThrow(/line 2: .*"nam"/);
  });

  it('in JSONL with more than 1,000 different members', async () => {
    const lines = Array.from({ length: 1_100 }, (_, i) => `{"m${i}":1}`);
    await expect(readRecords(folder, lines)).rejects.toThrow(/more than 1000 columns/);
  });

  it('when --map names an unknown column', async () => {
    await expect(readRecords(folder, ['gtin,name'], map(['ean', 'EAN']))).rejects.toThrow(
      /--map ean=EAN: "ean" is not one of the columns gtin, name, brand/,
    );
  });
});
