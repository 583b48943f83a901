import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { Fixtures } from '../support/fixtures.js';
import { ImportFolder } from '../support/import-folder.js';
import { figures, runJson } from '../support/import-run.js';

let test: TestDatabase;
let folder: ImportFolder;
let mine: string;

beforeAll(async () => {
  test = await createTestDatabase();
  folder = await ImportFolder.create();
  const fixtures = new Fixtures(test.database);
  mine = await fixtures.organization('Mine');
  const body = await fixtures.certificationBody(' Blanks, "quotes" ', {
    website: 'https://example.com/',
    logo_url: 'https://example.com/logo.png',
  });
  await fixtures.certificationBody('Plain');
  const shared = await fixtures.certification('ORGANIC', { label: 'Organic', certification_body_id: body });
  await fixtures.certification('FAIR', { label: 'Fair', description: '=1+1', program: ' P ', standard: 'S' });
  const own = { organization_id: mine };
  const shadowing = await fixtures.certification('ORGANIC', { label: 'Our organic', ...own });
  const nameless = await fixtures.certification('', { label: 'House, ours', ...own });
  // It has the label by which alone the shared one could be named.
  await fixtures.certification('', { label: 'Organic', ...own });
  const theirs = await fixtures.organization('Theirs');
  await fixtures.certification('', { label: 'House, ours', organization_id: theirs });
  const gtin = await fixtures.product(mine);
  // The shared one was assigned by its id: its code names the organization's own.
  for (const id of [shared, shadowing, nameless]) {
    await fixtures.certificationAssignment(gtin, id, {
      valid_from: '2026-01-01',
      expiration_date: '2027-01-01',
      certificate_number: '=A-1',
      issuing_body: ' Someone ',
      verification_url: 'https://example.com/1',
      verification_status: 'expired',
      scope: 'Two\nlines.',
      certification_value: 'A',
      audit_date: '2025-01-01',
      initial_certification_date: '2020-02-29',
      certificate_countries: ['DE', 'FR'],
      metadata: JSON.stringify({ a: '1' }),
    });
  }
  await fixtures.certificationAssignment(await fixtures.product(mine), nameless);
});
afterAll(async () => {
  await folder.remove();
  await test.drop();
});

describe.each(['csv', 'jsonl'])('an export as %s', (format) => {
  it.each([
    ['certification-bodies', false, 2],
    ['certifications', false, 2],
    ['certifications', true, 3],
    ['certification-assignments', true, 4],
  ])('of %s (of an organization: %s) is skipped whole by an import', async (kind, isOfOrganization, rows) => {
    const path = folder.file(`${kind}.${format}`);
    const organization = isOfOrganization ? ['--organization', mine] : [];
    const exported = await runJson<{ rows: number }>(test.url, 'export', kind, path, ...organization);
    expect(exported.answer.rows).toBe(rows);
    const { answer, code } = await runJson(test.url, 'import', kind, path, ...organization);
    expect({ code, figures: figures(answer), errors: answer.errors }).toEqual({
      code: 0,
      figures: [rows, 0, 0, rows, 0],
      errors: [],
    });
  });
});
