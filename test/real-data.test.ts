import { createReadStream, existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parse } from 'csv-parse';
import { runClaims } from './support/cli.js';
import { createTestDatabase, type TestDatabase } from './support/database.js';
import { type Served, serve } from './support/served.js';

const DATA = resolve('../shared/data/openfoodfacts');
const isPresent = existsSync(join(DATA, 'products.csv'));
if (!isPresent)
  process.stderr.write('Skipped: the tests on real products, whose files are not part of this repository.\n');
const describeIfPresent = isPresent ? describe : describe.skip;

/** A product of the files with at least this many claims has its rows compared. */
const MANY_CLAIMS = 5;

const CLAIMS_OF_PRODUCT = `query ($gtin: GTIN!) {
  product(gtin: $gtin) {
    claims(first: 100) {
      nodes { source validFrom expirationDate evidenceUrl evidenceNote metadata claim { id code } }
    }
  }
}`;
const ASSIGN = 'mutation ($input: AssignClaimInput!) { assignClaim(input: $input) { assignment { id } } }';

interface AssignmentRow {
  readonly gtin: string;
  readonly claim_code: string;
  readonly source: string;
  readonly valid_from: string;
  readonly expiration_date: string;
  readonly evidence_url: string;
  readonly evidence_note: string;
  readonly metadata: string;
}

async function readRows(): Promise<AssignmentRow[]> {
  const rows: AssignmentRow[] = [];
  const file = createReadStream(join(DATA, 'assignments.csv'));
  for await (const row of file.pipe(parse({ columns: true }))) rows.push(row);
  return rows;
}

/** A row of the file as the GraphQL API shows it. */
function asShown(row: AssignmentRow) {
  return {
    source: row.source,
    validFrom: row.valid_from || null,
    expirationDate: row.expiration_date || null,
    evidenceUrl: row.evidence_url,
    evidenceNote: row.evidence_note,
    metadata: asTexts(JSON.parse(row.metadata || '{}')),
    claim: { id: expect.any(String), code: row.claim_code },
  };
}

/** Metadata holds texts: a list in the file is kept as its JSON. */
function asTexts(metadata: Record<string, unknown>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(metadata).map(([key, value]) => [
      key,
      typeof value === 'string' ? value : JSON.stringify(value),
    ]),
  );
}

describeIfPresent('60,000 real products with 13,676 assignments', () => {
  let test: TestDatabase;
  let served: Served;
  let key: string;
  let answers: Record<'products' | 'claims' | 'assignments', any>;
  let products: [string, AssignmentRow[]][];

  beforeAll(async () => {
    test = await createTestDatabase();
    const env = { DATABASE_URL: test.url };
    const json = async (...args: string[]) => JSON.parse((await runClaims([...args, '--json'], env)).stdout);
    const { id } = await json('organizations', 'create', 'Open Food Facts');
    const file = (what: string) => join(DATA, `${what}.csv`);
    answers = {
      products: await json('import', 'products', file('products'), '--organization', id),
      claims: await json('import', 'claims', file('claims')),
      assignments: await json('import', 'assignments', file('assignments'), '--organization', id),
    };
    const plenty = ['--rate-limit-per-minute', '999999999', '--rate-limit-per-day', '999999999'];
    key = (await json('keys', 'create', '--organization', id, '--role', 'editor', ...plenty)).key;
    served = await serve(env);
    const byProduct = Map.groupBy(await readRows(), (row) => row.gtin);
    products = [...byProduct].filter(([, rows]) => rows.length >= MANY_CLAIMS);
  }, 120_000);
  afterAll(async () => {
    await served?.stop();
    await test?.drop();
  });

  async function post(path: string, body: object): Promise<any> {
    const response = await fetch(`${served.url}${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-api-key': key },
      body: JSON.stringify(body),
    });
    return response.json();
  }

  async function claimsOf(gtin: string): Promise<any[]> {
    const { data } = await post('/graphql', { query: CLAIMS_OF_PRODUCT, variables: { gtin } });
    return data.product.claims.nodes;
  }

  it.each([
    ['products', 60_000],
    ['claims', 150],
    ['assignments', 13_676],
  ] as const)('are imported without an error: %s', (what, rows) => {
    expect(answers[what]).toMatchObject({ total_rows: rows, created: rows, error_count: 0, errors: [] });
  });

  it('are read back over GraphQL exactly as the file has them', async () => {
    expect(products.length).toBeGreaterThan(500);
    for (const [gtin, rows] of products) {
      const wanted = rows.toSorted((a, b) => (a.claim_code < b.claim_code ? -1 : 1)).map(asShown);
      expect(await claimsOf(gtin)).toEqual(wanted);
    }
  }, 60_000);

  it('refuse a claim that a product carries already, through both APIs', async () => {
    for (const [gtin] of products) {
      const [{ claim }] = (await claimsOf(gtin)) as [{ claim: { id: string } }];
      const rest = await post(`/certifications/api/v1/products/${gtin}/claims`, { claim_id: claim.id });
      expect(rest).toMatchObject({ status: 409, error_code: 'conflict' });
      const graphql = await post('/graphql', {
        query: ASSIGN,
        variables: { input: { gtin, claimId: claim.id } },
      });
      expect(graphql.errors[0].extensions).toMatchObject({ status: 409, code: 'CONFLICT' });
    }
  }, 60_000);
});
