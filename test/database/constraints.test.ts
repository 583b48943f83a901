import { constraintViolation } from '../../src/database/failure.js';
import { unprepared } from '../../src/database/statement.js';
import { someoneIsBlocked } from '../support/blocked.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { Fixtures } from '../support/fixtures.js';
import { itOnWholeTables } from '../support/whole-tables.js';

let test: TestDatabase;
let organization: string;
let gtin: string;
let claim: string;

beforeAll(async () => {
  test = await createTestDatabase();
  const fixtures = new Fixtures(test.database);
  organization = await fixtures.organization();
  gtin = await fixtures.product(organization);
  claim = await fixtures.claim('VEGAN');
});
afterAll(() => test.drop());

/** Inserts a row and gives the name of the constraint that refused it. */
async function refusedBy(
  table: string,
  values: Readonly<Record<string, unknown>>,
): Promise<string | undefined> {
  const columns = Object.keys(values);
  const parameters = columns.map((_, i) => `$${i + 1}`);
  try {
    await test.database.query(
      unprepared(`insert into ${table} (${columns.join(', ')}) values (${parameters.join(', ')})`),
      Object.values(values),
    );
  } catch (error) {
    return constraintViolation(error)?.constraint;
  }
  return undefined;
}

const metadataOf = (keys: number) =>
  JSON.stringify(Object.fromEntries(Array.from({ length: keys }, (_, i) => [`key_${i}`, 'value'])));

describe('the database refuses', () => {
  it.each([
    ['13 digits', '1234567890123'],
    ['a letter', '0952000000001a'],
    ['15 digits', '095200000000011'],
    ['a line feed at the end', '09520000000011\n'],
  ])('a GTIN with %s', async (_, wrong) => {
    expect(await refusedBy('product', { gtin: wrong, organization_id: organization, name: 'x' })).toBe(
      'product_gtin_check',
    );
  });

  it.each([
    ['product_name_check', { name: '' }],
    ['product_name_check', { name: 'x'.repeat(256) }],
    ['product_brand_check', { name: 'x', brand: 'x'.repeat(256) }],
    [
      'product_organization_id_foreign',
      { name: 'x', organization_id: '00000000-0000-0000-0000-000000000000' },
    ],
  ])('a product that breaks %s', async (constraint, values) => {
    const row = { gtin: '09520000999999', organization_id: organization, ...values };
    expect(await refusedBy('product', row)).toBe(constraint);
  });

  // A partition's key has a name of its own, which no statement of the gateway meets.
  itOnWholeTables('a second product with a GTIN', async () => {
    expect(await refusedBy('product', { gtin, organization_id: organization, name: 'x' })).toBe(
      'product_pkey',
    );
  });

  it.each([
    ['claim_code_check', { code: 'vegan', label: 'x', category: 'OTHER' }],
    ['claim_code_check', { code: '', label: 'x', category: 'OTHER' }],
    ['claim_code_check', { code: 'A'.repeat(51), label: 'x', category: 'OTHER' }],
    ['claim_label_check', { code: 'A', label: '', category: 'OTHER' }],
    ['claim_label_check', { code: 'A', label: 'x'.repeat(101), category: 'OTHER' }],
    ['claim_category_check', { code: 'A', label: 'x', category: 'FOOD' }],
    ['claim_code_unique', { code: 'VEGAN', label: 'x', category: 'OTHER' }],
  ])('a claim that breaks %s', async (constraint, values) => {
    expect(await refusedBy('claim', values)).toBe(constraint);
  });

  it.each([
    ['claim_assignment_source_check', { source: 'HEARSAY' }],
    ['claim_assignment_dates_check', { valid_from: '2026-02-02', expiration_date: '2026-02-01' }],
    ['claim_assignment_evidence_url_check', { evidence_url: 'ftp://example.com/' }],
    ['claim_assignment_evidence_url_check', { evidence_url: `https://example.com/${'x'.repeat(2048)}` }],
    ['claim_assignment_evidence_note_check', { evidence_note: 'x'.repeat(10_001) }],
    ['claim_assignment_metadata_check', { metadata: '[]' }],
    ['claim_assignment_metadata_check', { metadata: 'null' }],
    ['claim_assignment_metadata_check', { metadata: '{"a": 1}' }],
    ['claim_assignment_metadata_check', { metadata: '{"a": ""}' }],
    ['claim_assignment_metadata_check', { metadata: '{"": "x"}' }],
    ['claim_assignment_metadata_check', { metadata: JSON.stringify({ ['k'.repeat(41)]: 'x' }) }],
    ['claim_assignment_metadata_check', { metadata: JSON.stringify({ a: 'x'.repeat(501) }) }],
    ['claim_assignment_metadata_check', { metadata: metadataOf(51) }],
    ['claim_assignment_gtin_foreign', { gtin: '00000000000000' }],
    ['claim_assignment_claim_id_foreign', { claim_id: '00000000-0000-0000-0000-000000000000' }],
  ])('an assignment that breaks %s: %j', async (constraint, values) => {
    expect(await refusedBy('claim_assignment', { gtin, claim_id: claim, ...values })).toBe(constraint);
  });

  it.each([
    ['api_key_type_check', { type: 'abc' }],
    ['api_key_role_check', { role: 'owner' }],
    ['api_key_publishable_check', { type: 'cpk', role: 'editor' }],
    ['api_key_hash_check', { hash: Buffer.alloc(31) }],
    ['api_key_last_four_check', { last_four: 'wxyz' }],
    ['api_key_rate_limits_check', { rate_limit_per_day: -1 }],
  ])('a key that breaks %s', async (constraint, values) => {
    const row = {
      organization_id: organization,
      type: 'csb',
      role: 'readonly',
      hash: Buffer.alloc(32),
      last_four: '0000',
    };
    expect(await refusedBy('api_key', { ...row, ...values })).toBe(constraint);
  });

  it.each([
    ['claim_assignment_event_action_check', { action: 'SEEN' }],
    ['claim_assignment_event_changes_check', { changes: '{}' }],
  ])('an event that breaks %s: %j', async (constraint, values) => {
    const row = { gtin, claim_id: claim, action: 'ASSIGNED', organization_id: organization, actor: 'test' };
    expect(await refusedBy('claim_assignment_event', { ...row, ...values })).toBe(constraint);
  });
});

describe('the database keeps what history names', () => {
  /** Removes rows, and gives the constraint that has refused it. */
  const removal = async (table: string, condition: string, values: readonly unknown[]) => {
    try {
      await test.database.query(unprepared(`delete from ${table} where ${condition}`), values);
    } catch (error) {
      return constraintViolation(error);
    }
    return undefined;
  };

  const entry = `insert into claim_assignment_event (gtin, claim_id, action, organization_id, actor)
    values ($1, $2, 'REMOVED', $3, 'test')`;
  let named: { gtin: string; claim: string; organization: string };

  beforeAll(async () => {
    const fixtures = new Fixtures(test.database);
    named = {
      gtin: await fixtures.product(organization, { gtin: '09520000777770' }),
      claim: await fixtures.claim('ONCE_ASSIGNED'),
      organization: await fixtures.organization('Once Active'),
    };
    await test.database.query(unprepared(entry), [named.gtin, named.claim, named.organization]);
  });

  it.each([
    ['claim', 'claim_id'],
    ['organization', 'organization_id'],
  ] as const)('a %s', async (table, column) => {
    expect(await removal(table, 'id = $1', [named[table]])).toEqual({
      code: '23503',
      constraint: `claim_assignment_event_${column}_foreign`,
    });
  });

  it('a product', async () => {
    expect(await removal('product', 'gtin = $1', [named.gtin])).toMatchObject({ code: '23503' });
  });

  // PostgreSQL names the foreign keys to partitions by numbers.
  itOnWholeTables('a product, by a named constraint', async () => {
    expect(await removal('product', 'gtin = $1', [named.gtin])).toEqual({
      code: '23503',
      constraint: 'claim_assignment_event_gtin_foreign',
    });
  });

  it.each([
    ['product', 'gtin', 'gtin', '09520000777787'],
    ['claim', 'id', 'claim', '00000000-0000-7000-8000-000000000000'],
    ['organization', 'id', 'organization', '00000000-0000-7000-8000-000000000000'],
  ] as const)('under its key: a %s', async (table, key, name, other) => {
    const change = test.database.query(unprepared(`update ${table} set ${key} = $2 where ${key} = $1`), [
      named[name],
      other,
    ]);
    await expect(change).rejects.toMatchObject({ code: '23503' });
  });

  it('a product whose only assignment is being removed', async () => {
    const product = await new Fixtures(test.database).product(organization, { gtin: '09520000777800' });
    const pair = [product, claim];
    await test.database.query(
      unprepared('insert into claim_assignment (gtin, claim_id) values ($1, $2)'),
      pair,
    );
    const refusal = await test.database.transaction(async (client) => {
      await client.query('delete from claim_assignment where gtin = $1 and claim_id = $2', pair);
      await client.query(entry, [...pair, organization]);
      const pending = removal('product', 'gtin = $1', [product]);
      await someoneIsBlocked(test.database);
      return { pending };
    });
    expect(await refusal.pending).toMatchObject({ code: '23503' });
  });

  it('an organization in an entry that is not committed yet', async () => {
    const active = await new Fixtures(test.database).organization('Just Active');
    const refusal = await test.database.transaction(async (client) => {
      await client.query(entry, [gtin, claim, active]);
      const pending = removal('organization', 'id = $1', [active]);
      await someoneIsBlocked(test.database);
      return { pending };
    });
    expect(await refusal.pending).toMatchObject({
      constraint: 'claim_assignment_event_organization_id_foreign',
    });
  });

  it('and nothing else', async () => {
    const fixtures = new Fixtures(test.database);
    const unnamed = await fixtures.organization('Never Active');
    const product = await fixtures.product(unnamed, { gtin: '09520000777794' });
    const unused = await fixtures.claim('NEVER_ASSIGNED');
    expect(await removal('product', 'gtin = $1', [product])).toBeUndefined();
    expect(await removal('claim', 'id = $1', [unused])).toBeUndefined();
    expect(await removal('organization', 'id = $1', [unnamed])).toBeUndefined();
  });
});

describe('the database stores', () => {
  it('metadata at its limits', async () => {
    expect(
      await refusedBy('claim_assignment', { gtin, claim_id: claim, metadata: metadataOf(50) }),
    ).toBeUndefined();
  });
});
