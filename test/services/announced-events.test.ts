import type { Database } from '../../src/database/database.js';
import { assignCertification } from '../../src/services/certification-assignments/assign-certification.js';
import { removeCertificationAssignment } from '../../src/services/certification-assignments/remove-certification-assignment.js';
import { updateCertificationAssignment } from '../../src/services/certification-assignments/update-certification-assignment.js';
import { certificationAssignmentImport } from '../../src/services/import/certification-assignments.js';
import { importRows } from '../../src/services/import/import-rows.js';
import { transferProduct } from '../../src/services/products/transfer-product.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { Fixtures } from '../support/fixtures.js';
import { writer } from '../support/history.js';

let test: TestDatabase;
let database: Database;
let organization: string;
let other: string;
let gtin: string;
let certificationId: string;
/** Topics that were published, in their order. */
const announced: string[] = [];

const hear = (topics: readonly string[] | undefined) => announced.push(...(topics ?? []));

beforeAll(async () => {
  test = await createTestDatabase();
  ({ database } = test);
  const fixtures = new Fixtures(database);
  organization = await fixtures.organization();
  other = await fixtures.organization('Another');
  gtin = await fixtures.product(organization);
  certificationId = await fixtures.certification('OURS', { organization_id: organization });
  database.notifications.subscribe(hear);
});
afterAll(async () => {
  database.notifications.unsubscribe(hear);
  await test.drop();
});

async function* rows() {
  yield { line: 2, values: { gtin, certification_code: 'OURS' } };
}

/** Every way in which events of certifications are written, in an order in which each succeeds. */
const writes: [string, () => Promise<unknown>][] = [
  ['an assignment', () => assignCertification(database, writer(organization), { gtin, certificationId })],
  [
    'an update',
    () =>
      updateCertificationAssignment(database, writer(organization), { gtin, certificationId, scope: 'x' }),
  ],
  [
    'a removal',
    () => removeCertificationAssignment(database, writer(organization), { gtin, certificationId }),
  ],
  ['an import', () => importRows(database, certificationAssignmentImport(organization), rows())],
  ['a transfer that removes certifications', () => transferProduct(database, gtin, other, true)],
];

describe('those who wait for events of certifications are woken', () => {
  it.each(writes)('by %s', async (_, write) => {
    announced.length = 0;
    const events = () => new Fixtures(database).count('certification_assignment_event');
    const before = await events();
    await write();
    expect(await events()).toBe(before + 1);
    expect(announced).toEqual([`certification_assignment_event:${organization}`]);
  });
});
