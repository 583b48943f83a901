import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { unprepared } from '../../src/database/statement.js';
import type { Gateway } from '../support/gateway.js';
import { shareGateway } from '../support/shared-gateway.js';
import { insertOrganizations, MEADOW_FOODS, resetCatalogue } from './data-set.js';

/**
 * Every `<name>.graphql` of this folder is executed on the same data; `<name>.json` shows its answer and
 * `<name>.sql` the statements that it causes. A document's variables stand in a line of its head,
 * `# variables: {…}`. Snapshots are only written with UPDATE_QUERY_SNAPSHOTS=1; read the difference then. Where distributed
 * tables need other statements, `<name>.distributed.sql` shows them.
 */
const FOLDER = import.meta.dirname;
const isUpdating = process.env.UPDATE_QUERY_SNAPSHOTS === '1';

/** Identification of the caller, which is no part of a query. */
const IDENTIFICATION = new Set<string | undefined>(['find_api_key', 'touch_api_key']);

let gateway: Gateway;
let key: string;

beforeAll(async () => {
  gateway = await shareGateway();
  await insertOrganizations(gateway.database);
  key = await gateway.fixtures.key(MEADOW_FOODS);
});
afterAll(() => gateway.close());
afterEach(() => {
  gateway.database.observer = undefined;
});

/** Executes a document and gives its answer and the statements that it caused, named as they are sent. */
async function execute(query: string, variables: object) {
  const statements: string[] = [];
  gateway.database.observer = ({ name, text }) => {
    if (!IDENTIFICATION.has(name)) statements.push(`-- ${name ?? '(not prepared)'}\n${text};\n`);
  };
  const { body } = await gateway.graphql(query, { key, variables });
  gateway.database.observer = undefined;
  return { body, statements };
}

const isMutation = (document: string): boolean => /^mutation\b/m.test(document);

function variablesOf(document: string): object {
  return JSON.parse(/^# variables: (.*)$/m.exec(document)?.[1] ?? '{}');
}

function expectSnapshot(file: string, actual: string): void {
  if (isUpdating) writeFileSync(file, actual);
  if (!existsSync(file)) throw new Error(`${basename(file)} is missing: run with UPDATE_QUERY_SNAPSHOTS=1.`);
  expect(actual).toBe(readFileSync(file, 'utf8'));
}

/** Every document that has other statements on distributed tables has a snapshot of them, and no other document has one. */
async function expectStatements(path: string, statements: string): Promise<void> {
  if (!(await gateway.database.isDistributed())) return expectSnapshot(`${path}.sql`, statements);
  const isDifferent = statements !== readFileSync(`${path}.sql`, 'utf8');
  const file = `${path}.distributed.sql`;
  if (isDifferent) return expectSnapshot(file, statements);
  if (isUpdating) rmSync(file, { force: true });
  expect(existsSync(file)).toBe(false);
}

const documents = readdirSync(FOLDER).filter((file) => file.endsWith('.graphql'));

describe('the document', () => {
  let isReset = false;

  it.each(documents)('%s', async (file) => {
    const document = readFileSync(join(FOLDER, file), 'utf8');
    if (!isReset) await resetCatalogue(gateway.database);
    isReset = !isMutation(document);
    const { body, statements } = await execute(document, variablesOf(document));
    const path = join(FOLDER, basename(file, '.graphql'));
    expectSnapshot(`${path}.json`, `${JSON.stringify(body, null, 2)}\n`);
    await expectStatements(path, statements.join('\n'));
  });
});

describe('the number of statements', () => {
  beforeAll(async () => {
    await resetCatalogue(gateway.database);
    const claim = await gateway.fixtures.claim('KOSHER');
    for (let n = 10; n < 31; n++) {
      const gtin = await gateway.fixtures.product(MEADOW_FOODS, { gtin: `095200000000${n}` });
      await gateway.fixtures.assignment(gtin, claim);
      const event = unprepared(
        `insert into claim_assignment_event (gtin, claim_id, action, organization_id, actor, position)
         select gtin, $2::uuid, 'ASSIGNED', organization_id, 'import', 1 from product where gtin = $1`,
      );
      await gateway.database.query(event, [gtin, claim]);
    }
  });

  it.each([
    // Products with their claims; then also the numbers of claims and the owners of the products.
    [1, 'claims { nodes { claim { code } product { gtin } } }'],
    [3, 'claims { totalCount nodes { claim { code } } } organization { name }'],
    // Products, the pages of their claims from the other end, of a filter and in another order; their numbers.
    [
      3,
      'claims(last: 2, filter: { source: BRAND_SELF_DECLARED }, orderBy: { field: CREATED_AT }) { totalCount nodes { id } }',
    ],
    // Products and their histories; then also their numbers, the products and all organizations.
    [2, 'claimHistory { nodes { action claim { code } } }'],
    [5, 'claimHistory { totalCount nodes { product { gtin } organization { name } } }'],
    // Products with their claims, the histories of these; then also their numbers.
    [2, 'claims(first: 2) { nodes { history(first: 3) { nodes { action claim { code } } } } }'],
    [3, 'claims(first: 2) { nodes { history(first: 3) { totalCount nodes { action } } } }'],
    // Products with their claims, and the pages of all that carry these claims.
    [
      2,
      'claims(first: 3) { nodes { claim { assignments(first: 3) { nodes { product { name } evidenceNote } } } } }',
    ],
  ])('is %i however many products a list has: %s', async (expected, selection) => {
    const query = `query ($first: Int) { products(last: $first) { nodes { name lists: ${selection} } } }`;
    for (const first of [1, 5, 20]) {
      const { body, statements } = await execute(query, { first });
      expect(body.data.products.nodes).toHaveLength(first);
      expect(body.data.products.nodes.at(-1).lists.nodes).not.toHaveLength(0);
      expect(statements).toHaveLength(expected);
    }
  });

  it.each([
    // Claims, and the pages of their assignments with their products.
    [2, 'nodes { id evidenceNote product { gtin name } }'],
    // Then also their numbers and the owners.
    [4, 'totalCount nodes { product { organization { name } } }'],
    // Claims, assignments, what else these products carry, and the histories.
    [4, 'nodes { product { claims { nodes { claim { code } } } claimHistory { nodes { at } } } }'],
  ])('is %i however many claims a list has: assignments { %s }', async (expected, selection) => {
    const query = `query ($first: Int) { claims(first: $first) { nodes { assignments(first: 5) { ${selection} } } } }`;
    for (const first of [2, 3, 5]) {
      const { body, statements } = await execute(query, { first });
      expect(body.data.claims.nodes).toHaveLength(first);
      expect(body.data.claims.nodes[1].assignments.nodes).not.toHaveLength(0);
      expect(statements).toHaveLength(expected);
    }
  });
});
