import { unprepared } from '../../src/database/statement.js';
import { runClaims } from '../support/cli.js';
import type { TestDatabase } from '../support/database.js';
import { type Gateway, startGateway } from '../support/gateway.js';
import { runJson } from '../support/import-run.js';
import { createScratchDatabase } from '../support/scratch-database.js';

let test: TestDatabase;
let gateway: Gateway;

/** A role that owns the schema of its search path and has no right on anything else. */
beforeAll(async () => {
  test = await createScratchDatabase({
    prepare: (role) => [
      `create schema app authorization ${role}`,
      `alter role ${role} set search_path = app`,
      'revoke all on schema public from public',
    ],
  });
});
afterAll(() => gateway.close());

describe('a role that owns nothing but a schema', () => {
  it('migrates from several places at once, and finds the database up to date afterwards', async () => {
    const runs = await Promise.all([1, 2].map(() => runClaims(['migrate'], { DATABASE_URL: test.url })));
    expect(runs.map(({ code, stderr }) => ({ code, stderr }))).toEqual(
      [1, 2].map(() => ({ code: 0, stderr: '' })),
    );
    const { answer } = await runJson<object>(test.url, 'migrate');
    expect(answer).toEqual({ applied: [] });
    gateway = await startGateway({ testDatabase: test });
  });

  it('has everything in that schema', async () => {
    const schemas = unprepared<{ name: string }>(`
select distinct n.nspname::text as name from pg_namespace n
where exists (select from pg_class c where c.relnamespace = n.oid)
    and n.nspname not in ('pg_catalog', 'pg_toast', 'information_schema')
  or exists (select from pg_proc p where p.pronamespace = n.oid and p.proname = 'search_words')`);
    expect(await test.database.query(schemas)).toEqual([{ name: 'app' }]);
  });

  it('serves both APIs', async () => {
    const organization = await gateway.fixtures.organization();
    const key = await gateway.fixtures.key(organization);
    const gtin = await gateway.fixtures.product(organization, { name: 'Oat Drink' });
    const claimId = await gateway.fixtures.claim('NON_GMO');
    const assigned = await gateway.rest('POST', `/products/${gtin}/claims`, {
      key,
      body: { claim_id: claimId },
    });
    expect(assigned.status).toBe(201);
    const { body } = await gateway.graphql(
      '{ products(filter: { text: "oat", claimCodes: ["NON_GMO"] }) { nodes { gtin } } }',
      { key },
    );
    expect(body).toMatchObject({ data: { products: { nodes: [{ gtin }] } } });
  });
});
