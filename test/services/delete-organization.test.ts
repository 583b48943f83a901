import { createApiKey, listApiKeys, revokeApiKey } from '../../src/identity/manage-keys.js';
import { assignClaim } from '../../src/services/assignments/assign-claim.js';
import { deleteOrganization } from '../../src/services/organizations/delete-organization.js';
import { findOrganizations } from '../../src/services/organizations/find-organizations.js';
import { transferProduct } from '../../src/services/products/transfer-product.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { Fixtures } from '../support/fixtures.js';
import { writer } from '../support/history.js';

let test: TestDatabase;
let fixtures: Fixtures;
let organization: string;

beforeAll(async () => {
  test = await createTestDatabase();
  fixtures = new Fixtures(test.database);
});
beforeEach(async () => {
  organization = await fixtures.organization();
});
afterAll(() => test.drop());

const remove = () => deleteOrganization(test.database, organization);
const exists = async () => (await findOrganizations(test.database, [organization])).length > 0;

async function createKey(): Promise<string> {
  const settings = {
    type: 'csb',
    role: 'editor',
    name: '',
    rateLimitPerMinute: 0,
    rateLimitPerDay: 0,
  } as const;
  const values = { ...settings, organizationId: organization, expiresAt: null };
  return (await createApiKey(test.database, values))?.id as string;
}

describe('an organization that is deleted', () => {
  it('is gone when it owns nothing', async () => {
    expect(await remove()).toBe('deleted');
    expect(await exists()).toBe(false);
  });

  it('is unknown afterwards', async () => {
    await remove();
    expect(await remove()).toBe('unknown');
  });

  it('stays when it has certifications of its own', async () => {
    await fixtures.certification('', { organization_id: organization });
    expect(await remove()).toEqual({ owns: 'certifications' });
  });

  it('takes its revoked keys along', async () => {
    await revokeApiKey(test.database, await createKey());
    expect(await remove()).toBe('deleted');
    expect(await listApiKeys(test.database, organization)).toEqual([]);
  });

  it('stays, with all keys, when one of them is not revoked', async () => {
    await revokeApiKey(test.database, await createKey());
    await createKey();
    expect(await remove()).toEqual({ owns: 'keys that are not revoked' });
    expect(await listApiKeys(test.database, organization)).toHaveLength(2);
  });

  it('stays when it has products', async () => {
    await fixtures.product(organization);
    expect(await remove()).toEqual({ owns: 'products' });
    expect(await exists()).toBe(true);
  });

  it('stays when history names it', async () => {
    const gtin = await fixtures.product(organization);
    const claimId = await fixtures.claim('KEPT');
    await assignClaim(test.database, writer(organization), { gtin, claimId });
    await transferProduct(test.database, gtin, await fixtures.organization());
    expect(await remove()).toEqual({ owns: 'history' });
    expect(await exists()).toBe(true);
  });
});
