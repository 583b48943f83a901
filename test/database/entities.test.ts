import { unprepared } from '../../src/database/statement.js';
import { Organization } from '../../src/entities/organization.js';
import { createApiKey, findKeyId, listApiKeys, revokeApiKey } from '../../src/identity/manage-keys.js';
import { createOrganization } from '../../src/services/organizations/create-organization.js';
import { listOrganizations } from '../../src/services/organizations/find-organizations.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';

const UNKNOWN = '00000000-0000-7000-8000-000000000000';

let test: TestDatabase;
beforeAll(async () => {
  test = await createTestDatabase();
});
afterAll(() => test.drop());

const names = async () => (await listOrganizations(test.database)).map(({ name }) => name);

describe('withEntities', () => {
  it.each(["O'Neil", 'back\\slash', "\\' or ''", '?', '$1 :name %s', '"quoted"; --', 'Żółw 🐢'])(
    'writes and reads the text %j as it is',
    async (name) => {
      const created = await createOrganization(test.database, name);
      expect(created.name).toBe(name);
      expect(await listOrganizations(test.database)).toContainEqual(created);
    },
  );

  it('rolls back what was written when the work fails', async () => {
    const work = test.database.withEntities(async (entities) => {
      entities.create(Organization, { name: 'Rolled back' });
      await entities.flush();
      throw new Error('no further');
    });
    await expect(work).rejects.toThrow('no further');
    expect(await names()).not.toContain('Rolled back');
  });

  it('flushes what the work leaves behind', async () => {
    await test.database.withEntities(async (entities) => {
      entities.create(Organization, { name: 'Left behind' });
    });
    expect(await names()).toContain('Left behind');
  });

  it('gives its connections back', async () => {
    await Promise.allSettled(Array.from({ length: 30 }, () => names()));
    expect(test.database.statistics.primary.connections.inUse).toBe(0);
  });

  it('keeps rows out of errors', async () => {
    const work = test.database.withEntities(async (entities) => {
      entities.create(Organization, { name: '' });
    });
    const error = await work.catch((failure) => failure);
    expect(error).toMatchObject({ code: '23514', constraint: 'organization_name_check' });
    expect(error.detail).toBeUndefined();
  });

  it('waits for a lock no longer than other statements', async () => {
    const [row] = await test.database.withEntities((entities) =>
      entities.execute<[{ lock_timeout: string }]>('show lock_timeout'),
    );
    expect(row.lock_timeout).toBe('2s');
  });
});

describe('keys', () => {
  const values = {
    type: 'csb',
    role: 'editor',
    name: 'shop',
    rateLimitPerMinute: 5,
    rateLimitPerDay: 0,
    expiresAt: null,
  } as const;

  it('are not made for an organization that does not exist', async () => {
    expect(await createApiKey(test.database, { ...values, organizationId: UNKNOWN })).toBeUndefined();
  });

  it('are listed by organization without their hash', async () => {
    const { id: organizationId } = await createOrganization(test.database, 'Keys');
    const expiresAt = new Date('2099-01-31T12:34:56.789Z');
    const created = await createApiKey(test.database, { ...values, organizationId, expiresAt });
    expect(await listApiKeys(test.database, organizationId)).toEqual([
      {
        ...values,
        id: created?.id,
        organizationId,
        expiresAt,
        lastFour: created?.key.slice(-4),
        createdAt: expect.any(Date),
        revokedAt: null,
        lastUsedAt: null,
      },
    ]);
    expect(await findKeyId(test.database, created?.key as string)).toBe(created?.id);
  });

  it('keep the time of their first revocation', async () => {
    const { id: organizationId } = await createOrganization(test.database, 'Revoked');
    const { id = '' } = (await createApiKey(test.database, { ...values, organizationId })) ?? {};
    const revokedAt = async () =>
      (await test.database.query(unprepared('select revoked_at from api_key where id = $1'), [id]))[0];
    expect(await revokeApiKey(test.database, id)).toBe(true);
    const first = await revokedAt();
    expect(await revokeApiKey(test.database, id)).toBe(true);
    expect(await revokedAt()).toEqual(first);
    expect(await revokeApiKey(test.database, UNKNOWN)).toBe(false);
  });
});
