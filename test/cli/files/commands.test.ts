import { spawn } from 'node:child_process';
import { stat } from 'node:fs/promises';
import { text } from 'node:stream/consumers';
import { unprepared } from '../../../src/database/statement.js';
import { CLAIMS, runClaims } from '../../support/cli.js';
import { createTestDatabase, type TestDatabase } from '../../support/database.js';
import { Fixtures } from '../../support/fixtures.js';
import { ImportFolder } from '../../support/import-folder.js';
import { figures, runJson } from '../../support/import-run.js';
import { PROCESS_ENVIRONMENT } from '../../support/process-environment.js';
import { sheetOf } from '../../support/workbook.js';

let test: TestDatabase;
let folder: ImportFolder;
let fixtures: Fixtures;
let mine: string;

beforeAll(async () => {
  test = await createTestDatabase();
  folder = await ImportFolder.create();
  fixtures = new Fixtures(test.database);
  mine = await fixtures.organization();
  await fixtures.claim('VEGAN');
});

afterAll(async () => {
  await folder.remove();
  await test.drop();
});

const importProducts = (path: string, ...options: readonly string[]) =>
  runJson(test.url, 'import', 'products', path, '--organization', mine, ...options);

const shown = async (...options: readonly string[]) =>
  (await runClaims(['import', ...options, '--organization', mine], { DATABASE_URL: test.url })).stdout;

const nameOf = async (gtin: string) => {
  const [product] = await test.database.query(
    unprepared<{ name: string }>('select name from product where gtin = $1'),
    [gtin.padStart(14, '0')],
  );
  return product?.name;
};

/** Runs `import products -` with these bytes as standard input. */
async function importStdin(content: string | Buffer, ...options: readonly string[]) {
  const args = [CLAIMS, 'import', 'products', '-', '--organization', mine, '--json', ...options];
  const child = spawn(process.execPath, args, { env: { ...PROCESS_ENVIRONMENT, DATABASE_URL: test.url } });
  child.stdin.on('error', () => undefined);
  child.stdin.end(content);
  const [stdout, stderr] = await Promise.all([text(child.stdout), text(child.stderr)]);
  return { stdout, stderr };
}

it('imports a workbook', async () => {
  const path = await folder.write('book.xlsx', sheetOf(['EAN', 'Title'], ['4006381333931', 'Müsli']));
  const { answer } = await importProducts(path);
  expect([figures(answer), await nameOf('4006381333931')]).toEqual([[1, 1, 0, 0, 0], 'Müsli']);
});

it('imports columns named by --map, dates by --date-format and codes in any letter case', async () => {
  const gtin = await fixtures.product(mine);
  const path = await folder.write('shop.csv', [
    'Artikel;Aussage;Ab;Bis',
    `${gtin};vegan;1.2.2026;31.12.2026`,
  ]);
  const { answer } = await runJson(
    ...([test.url, 'import', 'assignments', path, '--organization', mine] as const),
    ...['--map', 'gtin=Artikel', '--map', 'claim_code=Aussage', '--map', 'valid_from=Ab'],
    ...['--map', 'expiration_date=Bis', '--date-format', 'DD.MM.YYYY'],
  );
  expect([answer.errors, figures(answer)]).toEqual([[], [1, 1, 0, 0, 0]]);
});

it('warns about a column that is not read, with the name in the file', async () => {
  const path = await folder.write('price.csv', ['gtin,name,Price', '96385074,A,1']);
  expect((await importProducts(path)).answer.warnings).toEqual([
    { line: 1, column: 'Price', message: expect.stringMatching(/not read/) },
  ]);
});

describe('an error', () => {
  const message = async (lines: readonly string[], kind = 'products') => {
    const path = await folder.write('error.csv', lines);
    const { answer } = await runJson(test.url, 'import', kind, path, '--organization', mine);
    return answer.errors[0];
  };

  it('has the column and the value as they stand in the file, and what would be right', async () => {
    expect(await message(['EAN,name', '4.01E+12,A'])).toEqual({
      line: 2,
      column: 'EAN',
      message: expect.stringMatching(/^"4\.01E\+12": Input should have all digits, but Excel/),
    });
  });

  it('of the database has the value as it stands in the file', async () => {
    expect(await message(['EAN,claim', '978-3-16-148410-0,vegan'], 'assignments')).toEqual({
      line: 2,
      column: 'EAN',
      message: '"978-3-16-148410-0": Product not found',
    });
  });

  it('shows 60 characters of a value, on one line', async () => {
    const { message: shownMessage } = (await message(['gtin,name', `"x\n${'y'.repeat(300)}",A`])) ?? {};
    expect(shownMessage).toMatch(/^"x y{58}…": Input should be a GTIN/);
  });
});

describe('--dry-run', () => {
  const lines = ['gtin,name', '4006381333948,Dry', 'x,Bad'];

  it('has the figures of an import', async () => {
    const { answer, code } = await importProducts(await folder.write('dry.csv', lines), '--dry-run');
    expect([code, ...figures(answer)]).toEqual([2, 2, 1, 0, 0, 1]);
  });

  it('stores nothing', async () => {
    await importProducts(await folder.write('dry.csv', lines), '--dry-run');
    expect(await nameOf('4006381333948')).toBeUndefined();
  });
});

describe('--rejected', () => {
  const claims = async (name: string, content: string | Buffer | readonly string[], ...options: string[]) => {
    const path = await folder.write(name, content);
    const rejected = folder.file('rejected.csv');
    await runJson(
      ...([test.url, 'import', 'assignments', path, '--organization', mine, '--rejected', rejected] as const),
      ...options,
    );
    return (await folder.read('rejected.csv')).split('\n').slice(0, -1);
  };

  it('writes refused rows in the order and with the columns of the file, with line and message', async () => {
    const gtin = await fixtures.product(mine);
    expect(
      await claims('several.csv', [
        'claim;ean;price',
        `vegan;${gtin};1`,
        `none;${gtin};2`,
        'vegan;="8180100";3',
        `"a;b";40170725;4`,
        `vegan;${gtin};5`,
      ]),
    ).toEqual([
      'claim;ean;price;line;message',
      `none;${gtin};2;3;"claim: ""none"": Claim not found"`,
      expect.stringMatching(/^vegan;"=""8180100""";3;4;"ean: ""=""8180100"""": Input should have at least 8/),
      '"a;b";40170725;4;5;"ean: ""40170725"": Product not found"',
      `vegan;${gtin};5;6;"claim: ""vegan"": Duplicate of line 2"`,
    ]);
  });

  it('can be mended and imported as it is', async () => {
    const gtin = await fixtures.product(mine);
    const [header = '', row = ''] = await claims('mend.csv', ['ean,claim', `${gtin},VEGNA`]);
    const again = await claims('mended.csv', [header, row.replace('VEGNA', 'VEGAN')], '--strict');
    expect(again).toEqual(['ean,claim,line,message']);
  });

  it('has the line of the last file when it is imported unmended', async () => {
    const rejected = await claims('first.csv', ['ean,claim', '', '', '40170725,VEGAN']);
    expect(await claims('second.csv', rejected)).toEqual([
      'ean,claim,line,message',
      expect.stringMatching(/^40170725,VEGAN,2,/),
    ]);
  });

  it('keeps the members of JSONL', async () => {
    const rejected = await claims('members.jsonl', [
      '{"ean":"40170725","claim":"VEGAN","n":1e400}',
      '{"ean":',
    ]);
    expect(rejected).toEqual([
      '{"ean":"40170725","claim":"VEGAN","n":1e400,"line":1,"message":"ean: \\"40170725\\": Product not found"}',
      '{"text":"{\\"ean\\":","line":2,"message":"Input should be valid JSON"}',
    ]);
  });

  it('has the rows of a workbook as CSV, with the byte order mark that spreadsheets need', async () => {
    expect(await claims('book.xlsx', sheetOf(['ean', 'claim'], [40170725, 'VEGAN']))).toEqual([
      '\ufeffean,claim,line,message',
      '40170725,VEGAN,2,"ean: ""40170725"": Product not found"',
    ]);
  });

  it('begins with a byte order mark when the file was in another encoding', async () => {
    const content = Buffer.from('ean,claim\n40170725,é\n', 'latin1');
    const [header] = await claims('latin.csv', content, '--encoding', 'windows-1252');
    expect(header).toBe('\ufeffean,claim,line,message');
  });

  it('has all rows, however many', async () => {
    const rows = Array.from({ length: 3_000 }, (_, i) => (i % 2 ? 'x,VEGAN' : `${20_000_000 + i},VEGAN`));
    expect(await claims('many.csv', ['ean,claim', ...rows])).toHaveLength(3_001);
  });

  it('can be read by its owner only', async () => {
    await claims('private.csv', ['ean,claim']);
    expect((await stat(folder.file('rejected.csv'))).mode & 0o777).toBe(0o600);
  });

  it.each<readonly [what: string, name: string, sentence: RegExp]>([
    ['the file itself', 'self.csv', /is the file to import itself/],
    ['a workbook', 'rejected.xlsx', /writes a text/],
    ['a folder that is missing', 'missing/rejected.csv', /cannot be written/],
  ])('is refused when it is %s', async (_what, name, sentence) => {
    const path = await folder.write('self.csv', ['gtin,name', '96385074,A']);
    const { code, stderr } = await runClaims(
      ['import', 'products', path, '--organization', mine, '--rejected', folder.file(name)],
      { DATABASE_URL: test.url },
    );
    expect([code, stderr]).toEqual([1, expect.stringMatching(sentence)]);
  });
});

describe('standard input', () => {
  it.each<readonly [what: string, content: () => string | Buffer, format: string]>([
    ['CSV', () => 'gtin;name\n4006381333955;A\n', 'csv'],
    ['JSONL', () => '{"gtin":"4006381333955","name":"A"}', 'jsonl'],
    ['a workbook', () => sheetOf(['gtin', 'name'], ['4006381333955', 'A']), 'xlsx'],
  ])('is imported as %s', async (_what, content, format) => {
    const { stdout } = await importStdin(content(), '--format', format);
    expect(JSON.parse(stdout)).toMatchObject({ total_rows: 1, error_count: 0 });
  });

  it('needs its format', async () => {
    const { stderr } = await importStdin('gtin,name\n');
    expect(stderr).toMatch(/^claims: Standard input needs its --format/);
  });
});

describe('the report for people', () => {
  it('counts each fault, the most frequent first, with an example', async () => {
    const rows = Array.from({ length: 1_200 }, () => 'x,A');
    const path = await folder.write('people.csv', ['EAN,name', '1,A', ...rows]);
    expect((await shown('products', path)).split('\n')).toEqual([
      '1201 rows: 0 created, 0 updated, 0 skipped, 1201 wrong.',
      'Errors:',
      '  line 3, EAN: "x": Input should be a GTIN: at least 8 and at most 14 digits (1200 rows like this)',
      expect.stringMatching(/^ {2}line 2, EAN: "1": Input should have at least 8 digits/),
      expect.stringMatching(/--rejected FILE/),
      '',
    ]);
  });

  it('says where the rejected rows are and that nothing was stored', async () => {
    const path = await folder.write('people.csv', ['gtin,name', 'x,A']);
    const rejected = folder.file('people-rejected.csv');
    const report = await shown('products', path, '--dry-run', '--rejected', rejected);
    expect(report.split('\n')).toEqual(
      expect.arrayContaining([
        'This was a dry run: nothing was stored.',
        `The wrong rows are in ${rejected}: mend them there and import that file.`,
      ]),
    );
  });
});

it.each<readonly [what: string, options: readonly string[], sentence: RegExp]>([
  ['an unknown encoding', ['--encoding', 'klingon'], /such as windows-1252/],
  ['a delimiter of two characters', ['--delimiter', ';;'], /one character/],
  ['a date format without a year', ['--date-format', 'DD.MM'], /made of DD, MM and YYYY/],
  ['a pair without a column', ['--map', 'EAN'], /column=header/],
  ['a column that is mapped twice', ['--map', 'gtin=A', '--map', 'gtin=B'], /once only/],
  ['a sheet of a text', ['--sheet', 'A'], /not a workbook/],
])('%s is refused in one sentence', async (_what, options, sentence) => {
  const path = await folder.write('options.csv', ['gtin,name', '96385074,A']);
  const { code, stderr } = await runClaims(['import', 'products', path, '--organization', mine, ...options], {
    DATABASE_URL: test.url,
  });
  expect([code, stderr, stderr.trim().split('\n').length]).toEqual([1, expect.stringMatching(sentence), 1]);
});
