import { shortId } from '../../src/codecs/short-id.js';
import { unprepared } from '../../src/database/statement.js';
import { assignCertification } from '../../src/services/certification-assignments/assign-certification.js';
import { transferProduct } from '../../src/services/products/transfer-product.js';
import { someoneIsBlocked } from '../support/blocked.js';
import { runInProcess } from '../support/command.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { Fixtures } from '../support/fixtures.js';
import { writer } from '../support/history.js';

let test: TestDatabase;
let fixtures: Fixtures;
let owner: string;
let other: string;
let gtin: string;
let shared: string;
let own: string;

beforeAll(async () => {
  test = await createTestDatabase();
  fixtures = new Fixtures(test.database);
  owner = await fixtures.organization('Owner');
  other = await fixtures.organization('Other');
  shared = await fixtures.certification('ORGANIC');
  own = await fixtures.certification('HOUSE', { organization_id: owner });
});
beforeEach(async () => {
  gtin = await fixtures.product(owner);
  await fixtures.certificationAssignment(gtin, shared);
});
afterAll(() => test.drop());

const transfer = (...options: readonly string[]) =>
  runInProcess(['products', 'transfer', gtin, '--to', other, ...options], { DATABASE_URL: test.url });

async function stored() {
  const [row] = await test.database.query(
    unprepared<{ owner: string; certifications: string[] }>(
      `select p.organization_id as owner, array(select c.code from certification_assignment a
         join certification c on c.id = a.certification_id where a.gtin = p.gtin order by 1) as certifications
       from product p where p.gtin = $1`,
    ),
    [gtin],
  );
  return row;
}

describe('products transfer', () => {
  it('takes a product along with the certifications that all share', async () => {
    expect((await transfer()).code).toBe(0);
    expect(await stored()).toEqual({ owner: other, certifications: ['ORGANIC'] });
  });

  it("refuses a product that holds its owner's own certifications, and changes nothing", async () => {
    await fixtures.certificationAssignment(gtin, own);
    const { code, stderr } = await transfer();
    expect(code).toBe(1);
    expect(stderr).toContain(`The product ${gtin} holds a certification of its owner alone`);
    expect(await stored()).toEqual({ owner, certifications: ['HOUSE', 'ORGANIC'] });
  });

  it('removes them first when it is told to, and records it', async () => {
    await fixtures.certificationAssignment(gtin, own, { scope: 'All of it.' });
    expect((await transfer('--remove-private-certifications')).code).toBe(0);
    expect(await stored()).toEqual({ owner: other, certifications: ['ORGANIC'] });
    const events = await test.database.query(
      unprepared('select action, organization_id, actor from certification_assignment_event where gtin = $1'),
      [gtin],
    );
    expect(events).toEqual([{ action: 'REMOVED', organization_id: owner, actor: 'transfer' }]);
  });

  it('waits for an assignment that is being written, and finds it', async () => {
    const result = await test.database.transaction(async (client) => {
      await client.query('insert into certification_assignment (gtin, certification_id) values ($1, $2)', [
        gtin,
        own,
      ]);
      const pending = transferProduct(test.database, gtin, other);
      await someoneIsBlocked(test.database);
      return { pending };
    });
    expect(await result.pending).toEqual({ privateCertifications: 1 });
  });

  it('is waited for by an assignment, which then finds the new owner', async () => {
    const result = await test.database.transaction(async (client) => {
      await client.query('lock table certification_assignment in share row exclusive mode');
      await client.query('update product set organization_id = $2 where gtin = $1', [gtin, other]);
      const input = { gtin, certificationId: shortId(own) };
      const pending = assignCertification(test.database, writer(owner), input).catch(({ code }) => code);
      await someoneIsBlocked(test.database);
      return { pending };
    });
    expect(await result.pending).toBe('forbidden');
  });
});
