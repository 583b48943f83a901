import { unprepared } from '../../src/database/statement.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { Fixtures } from '../support/fixtures.js';
import { ImportFolder } from '../support/import-folder.js';
import { figures, runJson } from '../support/import-run.js';

let test: TestDatabase;
let folder: ImportFolder;
let fixtures: Fixtures;
let mine: string;
let theirs: string;

beforeAll(async () => {
  test = await createTestDatabase();
  folder = await ImportFolder.create();
  fixtures = new Fixtures(test.database);
  mine = await fixtures.organization('Mine');
  theirs = await fixtures.organization('Theirs');
});
afterAll(async () => {
  await folder.remove();
  await test.drop();
});

async function importRows(kind: string, rows: readonly string[], owner?: string, name = 'rows.csv') {
  const path = await folder.write(name, rows);
  const organization = owner === undefined ? [] : ['--organization', owner];
  return runJson(test.url, 'import', kind, path, ...organization);
}

const read = <Row>(text: string, ...values: unknown[]) => test.database.query(unprepared<Row>(text), values);

describe('import certification-bodies', () => {
  it('creates, updates and skips, and reports wrong rows and duplicates', async () => {
    await importRows('certification-bodies', ['name,website', 'Tilth,https://example.com/', 'Old,']);
    const { answer, code } = await importRows('certification-bodies', [
      'Certification Body,Homepage,Description,Logo',
      'Tilth,https://example.com/,,',
      'Old,,Older than most.,https://example.com/logo.png',
      'New,,,',
      'New,https://example.com/,,',
      ',https://example.com/,,',
      'Wrong,ftp://example.com/,,',
    ]);
    expect([code, ...figures(answer)]).toEqual([2, 6, 1, 1, 1, 3]);
    expect(answer.errors).toEqual([
      { line: 5, column: 'Certification Body', message: '"New": Duplicate of line 4' },
      { line: 6, column: 'Certification Body', message: 'Field required' },
      {
        line: 7,
        column: 'Homepage',
        message: '"ftp://example.com/": Input should be empty or an absolute http or https URL',
      },
    ]);
    expect(
      await read('select name, website, description, logo_url from certification_body order by name'),
    ).toEqual([
      { name: 'New', website: '', description: '', logo_url: null },
      {
        name: 'Old',
        website: '',
        description: 'Older than most.',
        logo_url: 'https://example.com/logo.png',
      },
      { name: 'Tilth', website: 'https://example.com/', description: '', logo_url: null },
    ]);
  });
});

describe('import certifications', () => {
  const HEADER = 'code,label,description,url,logo_url,certification_body,program,standard';

  it('creates, updates and skips those that all share, by their codes', async () => {
    await importRows('certifications', [HEADER, 'organic,Organic,,,,,,', 'FAIR,Fair,,,,Tilth,,']);
    const { answer } = await importRows('certifications', [
      HEADER,
      'ORGANIC,Organic food,,,,Tilth,Programme,Standard',
      'FAIR,Fair,,,,Tilth,,',
      'KOSHER,Kosher,Supervised.,https://example.com/,https://example.com/k.png,,,',
    ]);
    expect(figures(answer)).toEqual([3, 1, 1, 1, 0]);
    expect(
      await read(`select code, label, b.name as body, program, standard, organization_id
        from certification c left join certification_body b on b.id = c.certification_body_id order by code`),
    ).toEqual([
      { code: 'FAIR', label: 'Fair', body: 'Tilth', program: '', standard: '', organization_id: null },
      { code: 'KOSHER', label: 'Kosher', body: null, program: '', standard: '', organization_id: null },
      {
        code: 'ORGANIC',
        label: 'Organic food',
        body: 'Tilth',
        program: 'Programme',
        standard: 'Standard',
        organization_id: null,
      },
    ]);
  });

  it("knows an organization's own by code or, without one, by label, apart from all others", async () => {
    const rows = [HEADER, 'ORGANIC,Our organic,,,,,,', ',House,,,,,,', ',Promise,,,,,,'];
    expect(figures((await importRows('certifications', rows, mine)).answer)).toEqual([3, 3, 0, 0, 0]);
    expect(figures((await importRows('certifications', rows, theirs)).answer)).toEqual([3, 3, 0, 0, 0]);
    const again = [HEADER, 'ORGANIC,Our organic,,,,,,', ',House,Changed.,,,,,', ',House,,,,,,'];
    const { answer } = await importRows('certifications', again, mine);
    expect(figures(answer)).toEqual([3, 0, 1, 1, 1]);
    expect(answer.errors).toEqual([{ line: 4, column: 'label', message: '"House": Duplicate of line 3' }]);
    expect(
      await read(`select description from certification where label = 'House' order by description`),
    ).toEqual([{ description: '' }, { description: 'Changed.' }]);
  });

  it('reports what is wrong', async () => {
    const { answer, code } = await importRows('certifications', [
      HEADER,
      ',No code,,,,,,',
      'has blanks,x,,,,,,',
      'A,,,,,,,',
      'B,x,,,,Nobody,,',
      'C,x,,,,,,',
      'C,y,,,,,,',
      `D,${'x'.repeat(256)},,,,,,`,
    ]);
    expect(code).toBe(2);
    expect(answer.errors.map(({ line, column }) => [line, column])).toEqual([
      [2, 'code'],
      [3, 'code'],
      [4, 'label'],
      [5, 'certification_body'],
      [7, 'code'],
      [8, 'label'],
    ]);
    expect(answer.errors[0]?.message).toBe(
      'Field required: only certifications of an organization have no code',
    );
    expect(answer.errors[3]?.message).toBe('Certification body not found');
    expect(answer.errors[4]?.message).toBe('"C": Duplicate of line 6');
  });
});

describe('import certification-assignments', () => {
  const HEADER =
    'gtin,certification_code,certification_label,expiration_date,verification_status,certificate_countries,metadata';

  it('creates, updates and skips, with history', async () => {
    const gtin = await fixtures.product(mine);
    const rows = (status: string) => [
      HEADER,
      `${gtin},FAIR,,2027-01-01,${status},DE FR,"{""a"":""1"",""b"":""""}"`,
      `${gtin},,House,,,,`,
    ];
    const first = await importRows('certification-assignments', rows(''), mine);
    expect(figures(first.answer)).toEqual([2, 2, 0, 0, 0]);
    const again = await importRows('certification-assignments', rows('verified'), mine);
    expect(figures(again.answer)).toEqual([2, 0, 1, 1, 0]);
    expect(
      await read(
        `select c.label, a.verification_status, a.certificate_countries::text, a.metadata
         from certification_assignment a join certification c on c.id = a.certification_id
         where a.gtin = $1 order by c.label`,
        gtin,
      ),
    ).toEqual([
      {
        label: 'Fair',
        verification_status: 'verified',
        certificate_countries: '{DE,FR}',
        metadata: { a: '1' },
      },
      { label: 'House', verification_status: 'unverified', certificate_countries: '{}', metadata: {} },
    ]);
    expect(
      await read(
        'select action, actor, changes from certification_assignment_event where gtin = $1 order by id desc limit 1',
        gtin,
      ),
    ).toEqual([
      {
        action: 'UPDATED',
        actor: 'import',
        changes: [{ field: 'verificationStatus', before: 'unverified', after: 'verified' }],
      },
    ]);
  });

  it("takes the organization's own for a code that exists globally too", async () => {
    const gtin = await fixtures.product(mine);
    await importRows('certification-assignments', ['ean,certification', `${gtin},organic`], mine);
    expect(
      await read(
        `select c.organization_id from certification_assignment a join certification c on c.id = a.certification_id
         where a.gtin = $1`,
        gtin,
      ),
    ).toEqual([{ organization_id: mine }]);
  });

  it('takes an array of countries in JSONL', async () => {
    const gtin = await fixtures.product(mine);
    const row = { gtin, certification_code: 'FAIR', certificate_countries: ['DE', 'FR'] };
    const wrong = { ...row, certificate_countries: 'DE FR' };
    const lines = [JSON.stringify(row), JSON.stringify(wrong)];
    const { answer } = await importRows('certification-assignments', lines, mine, 'rows.jsonl');
    expect(figures(answer)).toEqual([2, 1, 0, 0, 1]);
    expect(answer.errors[0]?.message).toContain('Input should be a valid list');
  });

  it('reports what is wrong', async () => {
    const gtin = await fixtures.product(mine);
    const foreign = await fixtures.product(theirs);
    await fixtures.certification('TWIN_A', { label: 'Twin' });
    await fixtures.certification('TWIN_B', { label: 'Twin' });
    const { answer, code } = await importRows(
      'certification-assignments',
      [
        HEADER,
        `${gtin},,,,,,`,
        `${gtin},FAIR,House,,,,`,
        `${gtin},NOBODYS,,,,,`,
        `${gtin},,Nobody's,,,,`,
        `${gtin},,Twin,,,,`,
        `${gtin},FAIR,,2026-13-01,,,`,
        `${gtin},FAIR,,,maybe,,`,
        `${gtin},FAIR,,,,DE ZZZ,`,
        `${gtin},FAIR,,,,${Array.from({ length: 251 }, () => 'DE').join(' ')},`,
        `${foreign},FAIR,,,,,`,
        `99999999999999,FAIR,,,,,`,
        `${gtin},KOSHER,,,,,`,
        `${gtin},,Kosher,,,,`,
        `${gtin},KOSHER,,,,,`,
      ],
      mine,
    );
    expect([code, ...figures(answer)]).toEqual([2, 14, 1, 0, 0, 13]);
    expect(answer.errors.map(({ line, column }) => [line, column])).toEqual([
      [2, 'certification_code'],
      [3, 'certification_code'],
      [4, 'certification_code'],
      [5, 'certification_label'],
      [6, 'certification_label'],
      [7, 'expiration_date'],
      [8, 'verification_status'],
      [9, 'certificate_countries'],
      [10, 'certificate_countries'],
      [11, 'gtin'],
      [12, 'gtin'],
      [14, 'gtin'],
      [15, 'gtin'],
    ]);
  });
});
