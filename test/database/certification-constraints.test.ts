import { constraintViolation } from '../../src/database/failure.js';
import { unprepared } from '../../src/database/statement.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { Fixtures } from '../support/fixtures.js';

const UNKNOWN = '00000000-0000-0000-0000-000000000000';
const LONG_URL = `https://example.com/${'x'.repeat(2048)}`;

let test: TestDatabase;
let fixtures: Fixtures;
let organization: string;
let gtin: string;
let certification: string;

beforeAll(async () => {
  test = await createTestDatabase();
  fixtures = new Fixtures(test.database);
  organization = await fixtures.organization();
  gtin = await fixtures.product(organization);
  await fixtures.certificationBody('Known Body');
  certification = await fixtures.certification('ORGANIC');
  await fixtures.certification('ORGANIC', { organization_id: organization });
  await fixtures.certification('', { label: 'House Standard', organization_id: organization });
});
afterAll(() => test.drop());

/** The constraint that refuses a row; undefined if it is stored. */
async function refusedBy(table: string, row: Readonly<Record<string, unknown>>): Promise<string | undefined> {
  const columns = Object.keys(row);
  const parameters = columns.map((_, i) => `$${i + 1}`);
  try {
    await test.database.query(
      unprepared(`insert into ${table} (${columns.join(', ')}) values (${parameters.join(', ')})`),
      Object.values(row),
    );
  } catch (error) {
    return constraintViolation(error)?.constraint;
  }
  return undefined;
}

describe('the database refuses', () => {
  it.each([
    ['certification_body_name_check', { name: '' }],
    ['certification_body_name_check', { name: 'x'.repeat(256) }],
    ['certification_body_name_unique', { name: 'Known Body' }],
    ['certification_body_website_check', { website: 'ftp://example.com/' }],
    ['certification_body_website_check', { website: LONG_URL }],
    ['certification_body_description_check', { description: 'x'.repeat(10_001) }],
    ['certification_body_logo_url_check', { logo_url: '' }],
  ])('a certification body that breaks %s', async (constraint, values) => {
    expect(await refusedBy('certification_body', { name: 'New Body', ...values })).toBe(constraint);
  });

  it.each([
    ['certification_code_check', { code: '' }],
    ['certification_code_check', { code: 'organic' }],
    ['certification_code_check', { code: 'A'.repeat(51) }],
    ['certification_code_unique', { code: 'ORGANIC' }],
    ['certification_label_check', { label: '' }],
    ['certification_label_check', { label: 'x'.repeat(256) }],
    ['certification_description_check', { description: 'x'.repeat(10_001) }],
    ['certification_url_check', { url: 'x' }],
    ['certification_logo_url_check', { logo_url: 'x' }],
    ['certification_program_check', { program: 'x'.repeat(256) }],
    ['certification_standard_check', { standard: 'x'.repeat(256) }],
    ['certification_organization_id_foreign', { organization_id: UNKNOWN }],
    ['certification_certification_body_id_foreign', { certification_body_id: UNKNOWN }],
  ])('a certification that breaks %s: %j', async (constraint, values) => {
    expect(await refusedBy('certification', { code: 'NEW', label: 'New', ...values })).toBe(constraint);
  });

  it.each([
    ['certification_organization_id_code_unique', { code: 'ORGANIC', label: 'x' }],
    ['certification_organization_id_label_unique', { code: '', label: 'House Standard' }],
  ])("an organization's certification that breaks %s", async (constraint, values) => {
    expect(await refusedBy('certification', { organization_id: organization, ...values })).toBe(constraint);
  });

  it.each([
    ['certification_assignment_dates_check', { valid_from: '2026-02-02', expiration_date: '2026-02-01' }],
    ['certification_assignment_certificate_number_check', { certificate_number: 'x'.repeat(101) }],
    ['certification_assignment_issuing_body_check', { issuing_body: 'x'.repeat(256) }],
    ['certification_assignment_verification_url_check', { verification_url: 'ftp://example.com/' }],
    ['certification_assignment_verification_url_check', { verification_url: LONG_URL }],
    ['certification_assignment_verification_status_check', { verification_status: 'maybe' }],
    ['certification_assignment_scope_check', { scope: 'x'.repeat(10_001) }],
    ['certification_assignment_certification_value_check', { certification_value: 'x'.repeat(256) }],
    ['certification_assignment_certificate_countries_check', { certificate_countries: ['ZZZ'] }],
    ['certification_assignment_certificate_countries_check', { certificate_countries: ['de'] }],
    ['certification_assignment_certificate_countries_check', { certificate_countries: [null] }],
    ['certification_assignment_certificate_countries_check', { certificate_countries: [['DE', 'FR']] }],
    [
      'certification_assignment_certificate_countries_check',
      { certificate_countries: Array.from({ length: 251 }, () => 'DE') },
    ],
    ['certification_assignment_metadata_check', { metadata: '{"a": 1}' }],
    ['certification_assignment_gtin_foreign', { gtin: '00000000000000' }],
    ['certification_assignment_certification_id_foreign', { certification_id: UNKNOWN }],
  ])('an assignment that breaks %s', async (constraint, values) => {
    const row = { gtin, certification_id: certification, ...values };
    expect(await refusedBy('certification_assignment', row)).toBe(constraint);
  });

  it.each([
    ['claim_assignment_event_action_check', { action: 'SEEN' }],
    ['claim_assignment_event_changes_check', { changes: '{}' }],
    ['certification_assignment_event_gtin_foreign', { gtin: '00000000000000' }],
    ['certification_assignment_event_certification_id_foreign', { certification_id: UNKNOWN }],
    ['certification_assignment_event_organization_id_foreign', { organization_id: UNKNOWN }],
  ])('an event that breaks %s', async (constraint, values) => {
    const row = {
      gtin,
      certification_id: certification,
      action: 'ASSIGNED',
      organization_id: organization,
      actor: 'test',
    };
    expect(await refusedBy('certification_assignment_event', { ...row, ...values })).toBe(constraint);
  });
});

describe('the database stores', () => {
  it('one code of another organization, and one label beside another code', async () => {
    const another = await fixtures.organization('Another');
    for (const row of [
      { code: 'ORGANIC', label: 'House Standard', organization_id: another },
      { code: '', label: 'House Standard', organization_id: another },
      { code: 'HOUSE', label: 'House Standard', organization_id: organization },
    ]) {
      expect(await refusedBy('certification', row)).toBeUndefined();
    }
  });

  it('250 countries', async () => {
    const row = { gtin, certification_id: certification, certificate_countries: Array(250).fill('DE') };
    expect(await refusedBy('certification_assignment', row)).toBeUndefined();
  });
});
