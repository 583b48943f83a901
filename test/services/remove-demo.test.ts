import { readDemoContent } from '../../src/cli/demo/content.js';
import { unprepared } from '../../src/database/statement.js';
import { hashApiKey } from '../../src/identity/api-key-hash.js';
import type { DemoContent } from '../../src/services/demo/demo-content.js';
import { type RemovedDemo, removeDemo } from '../../src/services/demo/remove-demo.js';
import { writeDemo } from '../../src/services/demo/write-demo.js';
import { listOrganizations } from '../../src/services/organizations/find-organizations.js';
import { transferProduct } from '../../src/services/products/transfer-product.js';
import { someoneIsBlocked } from '../support/blocked.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { Fixtures } from '../support/fixtures.js';

const KEY = hashApiKey('the key of the demo');
const OAT_DRINK = '09520000000011';

/** All tables that the demo fills. */
const TABLES = [
  'organization',
  'api_key',
  'product',
  'claim',
  'claim_assignment',
  'claim_assignment_event',
  'certification_body',
  'certification',
  'certification_assignment',
  'certification_assignment_event',
];

let demo: DemoContent;
let test: TestDatabase;
let fixtures: Fixtures;
let organization: string;

beforeAll(async () => {
  demo = await readDemoContent();
  test = await createTestDatabase();
  fixtures = new Fixtures(test.database);
});
beforeEach(async () => {
  await run(`truncate ${TABLES.join(', ')} cascade`);
  await writeDemo(test.database, demo, { hash: KEY, lastFour: '0000' });
  organization = (await listOrganizations(test.database))[0]?.id as string;
});
afterAll(() => test.drop());

const remove = (): Promise<RemovedDemo> => removeDemo(test.database, organization, KEY, demo);
const run = (sql: string, values: unknown[] = []) => test.database.query(unprepared<any>(sql), values);
const idOf = async (code: string) => (await run('select id from claim where code = $1', [code]))[0].id;

/** Numbers of rows by table. */
async function counts(): Promise<Record<string, number>> {
  return Object.fromEntries(
    await Promise.all(TABLES.map(async (table) => [table, await fixtures.count(table)])),
  );
}

describe('the demo that is removed', () => {
  it('leaves nothing behind if nothing was changed', async () => {
    expect(Object.values(await counts())).not.toContain(0);
    expect(await remove()).toEqual({ products: 25, claims: 42, organization: true });
    expect(new Set(Object.values(await counts()))).toEqual(new Set([0]));
  });

  it('leaves the claims, certifications and bodies that were changed', async () => {
    await run(`update claim set label = 'Purely vegan' where code = 'VEGAN'`);
    await run(`update claim set description = 'Another one' where code = 'KOSHER'`);
    await run(`update certification set label = 'Another one' where code = 'EXAMPLE_ORGANIC'`);
    expect(await remove()).toEqual({ products: 25, claims: 40, organization: true });
    expect(await counts()).toMatchObject({ claim: 2, certification: 1, certification_body: 1 });
  });

  it('leaves the body that was renamed', async () => {
    await run(`update certification_body set name = 'Another one' where name = 'Example Certifiers'`);
    await remove();
    expect(await counts()).toMatchObject({ certification: 0, certification_body: 1 });
  });

  it('leaves what products of other organizations carry, and the bodies of that', async () => {
    const product = await fixtures.product(await fixtures.organization());
    await fixtures.assignment(product, await idOf('VEGAN'));
    const [{ id }] = await run(`select id from certification where code = 'EXAMPLE_ORGANIC'`);
    await fixtures.certificationAssignment(product, id);
    expect(await remove()).toEqual({ products: 25, claims: 41, organization: true });
    expect(await counts()).toMatchObject({
      organization: 1,
      product: 1,
      claim: 1,
      claim_assignment: 1,
      certification: 1,
      certification_body: 1,
      certification_assignment: 1,
    });
  });

  it('leaves a product that was transferred with its claims, and the organization that its history names', async () => {
    await transferProduct(test.database, OAT_DRINK, await fixtures.organization(), true);
    const before = await run('select count(*)::int as n from claim_assignment where gtin = $1', [OAT_DRINK]);
    expect(await remove()).toMatchObject({ products: 24, organization: false });
    expect(await counts()).toMatchObject({ product: 1, claim_assignment: before[0].n, api_key: 0 });
  });

  it.each([
    ['keys', () => fixtures.key(organization)],
    ['products', () => fixtures.product(organization)],
    ['certifications', () => fixtures.certification('', { organization_id: organization })],
  ])('leaves the organization when it has other %s', async (_, add) => {
    await add();
    expect(await remove()).toEqual({ products: 25, claims: 42, organization: false });
    expect(await listOrganizations(test.database)).toHaveLength(1);
  });

  it('stays whole when a part of it cannot be removed', async () => {
    const before = await counts();
    await run(
      `create function refuse() returns trigger language plpgsql as $$ begin raise 'refused'; end $$`,
    );
    await run('create trigger refuse before delete on organization execute function refuse()');
    await expect(remove()).rejects.toThrow('refused');
    await run('drop function refuse cascade');
    expect(await counts()).toEqual(before);
  });

  it('includes the claims that are being assigned and changed meanwhile', async () => {
    let removed: Promise<RemovedDemo> | undefined;
    await test.database.transaction(async (client) => {
      await client.query(
        `with changed as (
           update claim_assignment set evidence_note = 'changed' where gtin = $1 returning *)
         insert into claim_assignment_event (gtin, claim_id, action, organization_id, actor)
         select gtin, claim_id, 'UPDATED', $2, 'test' from changed`,
        [OAT_DRINK, organization],
      );
      await client.query(
        `insert into claim_assignment (gtin, claim_id) select $1, id from claim where code = 'NON_GMO'`,
        [OAT_DRINK],
      );
      removed = remove();
      await someoneIsBlocked(test.database);
    });
    expect(await removed).toEqual({ products: 25, claims: 42, organization: true });
    expect(await counts()).toMatchObject({ claim_assignment: 0, claim_assignment_event: 0 });
  });
});
