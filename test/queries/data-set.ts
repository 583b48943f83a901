import type { Database } from '../../src/database/database.js';
import { unprepared } from '../../src/database/statement.js';

/** What the query tests read: the same rows with the same ids and times in every run. */

export const MEADOW_FOODS = '01900000-0000-7000-8000-000000000001';
export const HILL_FARM = '01900000-0000-7000-8000-000000000002';

const claim = (n: number) => `01900000-0000-7000-8000-0000000001${String(n).padStart(2, '0')}`;
const product = (n: number) => `095200000000${String(n).padStart(2, '0')}`;

const organizations = [
  { id: MEADOW_FOODS, name: 'Meadow Foods' },
  { id: HILL_FARM, name: 'Hill Farm' },
];

const claims = [
  { id: claim(1), code: 'VEGAN', label: 'Vegan', category: 'DIETARY' },
  { id: claim(2), code: 'GLUTEN_FREE', label: 'Gluten-free', category: 'ALLERGEN_FREE' },
  { id: claim(3), code: 'NON_GMO', label: 'Non-GMO', category: 'INGREDIENT_ABSENCE' },
  {
    id: claim(4),
    code: 'NATURAL',
    label: 'Natural',
    category: 'OTHER',
    requires_definition: true,
    description: 'What natural means is for the brand to say.',
  },
];

const products = [
  { gtin: product(1), organization_id: MEADOW_FOODS, name: 'Oat drink', brand: 'Meadow' },
  { gtin: product(2), organization_id: MEADOW_FOODS, name: 'Rye crisps', brand: 'Meadow' },
  { gtin: product(3), organization_id: HILL_FARM, name: 'Goat cheese', brand: '' },
  { gtin: product(4), organization_id: MEADOW_FOODS, name: 'Pea soup', brand: 'Meadow' },
];

const assignments = [
  {
    gtin: product(1),
    claim_id: claim(1),
    source: 'THIRD_PARTY_VERIFIED',
    valid_from: '2024-01-01',
    expiration_date: '2027-12-31',
    evidence_url: 'https://example.com/vegan',
    evidence_note: 'Certificate 17.',
    metadata: JSON.stringify({ order_id: '6735' }),
  },
  { gtin: product(1), claim_id: claim(2) },
  { gtin: product(1), claim_id: claim(3), valid_from: '2025-06-01' },
  { gtin: product(2), claim_id: claim(1) },
  { gtin: product(3), claim_id: claim(4), evidence_note: "Another organization's." },
];

/** The assignment of the first product's first claim, later verified, and of one that it lost again. */
const events = [
  { claim_id: claim(1), action: 'ASSIGNED', changes: [['source', null, 'BRAND_SELF_DECLARED']] },
  {
    claim_id: claim(1),
    action: 'UPDATED',
    changes: [
      ['source', 'BRAND_SELF_DECLARED', 'THIRD_PARTY_VERIFIED'],
      ['metadata', null, '{"order_id":"6735"}'],
    ],
  },
  { claim_id: claim(4), action: 'ASSIGNED', changes: [['source', null, 'BRAND_SELF_DECLARED']] },
  { claim_id: claim(4), action: 'REMOVED', changes: [['source', 'BRAND_SELF_DECLARED', null]] },
].map(({ changes, ...event }, n) => ({
  ...event,
  id: `01900000-0000-7000-8000-00000000020${n}`,
  gtin: product(1),
  position: 100 + n,
  at: `2026-01-02 03:04:0${n}.5+00`,
  organization_id: MEADOW_FOODS,
  actor: 'key.2HrEyoSBAP8zmCpgsSk4Qk',
  changes: JSON.stringify(changes.map(([field, before, after]) => ({ field, before, after }))),
}));

const certification = (n: number) => `01900000-0000-7000-8000-0000000003${String(n).padStart(2, '0')}`;
const body = (n: number) => `01900000-0000-7000-8000-0000000004${String(n).padStart(2, '0')}`;

const bodies = [
  { id: body(1), name: 'Oregon Tilth', website: 'https://example.com/tilth' },
  { id: body(2), name: 'Fair Share Alliance' },
];

/** One code exists globally and privately; another organization has one of its own. */
const certifications = [
  {
    id: certification(1),
    code: 'USDA_ORGANIC',
    label: 'USDA Organic',
    certification_body_id: body(1),
    program: 'National Organic Program',
  },
  { id: certification(2), code: 'FAIR', label: 'Fair', certification_body_id: body(2) },
  { id: certification(3), code: 'FAIR', label: 'Fair, as we see it', organization_id: MEADOW_FOODS },
  { id: certification(4), code: '', label: 'House Standard', organization_id: MEADOW_FOODS },
  { id: certification(5), code: 'GOAT', label: 'Goats only', organization_id: HILL_FARM },
];

const certificationAssignments = [
  {
    gtin: product(1),
    certification_id: certification(1),
    valid_from: '2024-01-01',
    expiration_date: '2999-12-31',
    certificate_number: 'US-17',
    issuing_body: 'Oregon Tilth',
    verification_url: 'https://example.com/US-17',
    verification_status: 'verified',
    scope: 'Packing.',
    certificate_countries: ['US', 'CA'],
    metadata: JSON.stringify({ order_id: '6735' }),
  },
  { gtin: product(1), certification_id: certification(4) },
  { gtin: product(2), certification_id: certification(1), expiration_date: '2025-01-01' },
  { gtin: product(3), certification_id: certification(5), certificate_number: 'Not for Meadow Foods.' },
];

const certificationEvents = [
  { action: 'ASSIGNED', changes: [['verificationStatus', null, 'unverified']] },
  { action: 'UPDATED', changes: [['verificationStatus', 'unverified', 'verified']] },
].map(({ changes, ...event }, n) => ({
  ...event,
  id: `01900000-0000-7000-8000-00000000050${n}`,
  gtin: product(1),
  certification_id: certification(1),
  position: 100 + n,
  at: `2026-01-03 03:04:0${n}.5+00`,
  organization_id: MEADOW_FOODS,
  actor: 'key.2HrEyoSBAP8zmCpgsSk4Qk',
  changes: JSON.stringify(changes.map(([field, before, after]) => ({ field, before, after }))),
}));

const CREATED_AT = '2026-01-02 03:04:05.678901+00';

async function insert(database: Database, table: string, rows: readonly object[]): Promise<void> {
  for (const row of rows) {
    const columns = Object.keys(row);
    const parameters = columns.map((_, i) => `$${i + 1}`);
    await database.query(
      unprepared(`insert into ${table} (${columns.join(', ')}) values (${parameters.join(', ')})`),
      Object.values(row),
    );
  }
}

const created = (rows: readonly object[]) => rows.map((row) => ({ ...row, created_at: CREATED_AT }));

/** The organizations, which stay. */
export function insertOrganizations(database: Database): Promise<void> {
  return insert(database, 'organization', created(organizations));
}

/** Everything else, as if nothing but its history had happened to it yet. */
export async function resetCatalogue(database: Database): Promise<void> {
  await database.query(
    unprepared(`truncate claim_assignment_event, claim_assignment, claim, product, certification_assignment_event,
      certification_assignment, certification, certification_body`),
  );
  await insert(database, 'claim', created(claims));
  await insert(database, 'product', created(products));
  const updated = { updated_at: CREATED_AT };
  await insert(
    database,
    'claim_assignment',
    created(assignments.map((assignment) => ({ ...assignment, ...updated }))),
  );
  await insert(database, 'claim_assignment_event', events);
  await insert(database, 'certification_body', created(bodies));
  await insert(database, 'certification', created(certifications));
  await insert(
    database,
    'certification_assignment',
    created(certificationAssignments.map((assignment) => ({ ...assignment, ...updated }))),
  );
  await insert(database, 'certification_assignment_event', certificationEvents);
}
