import pg from 'pg';
import { prepareValue } from '../../../src/database/prepare-value.js';
import { type Gateway, startGateway } from '../../support/gateway.js';
import { createPartitionedDatabase } from '../../support/partitioned-database.js';
import { type RecordedStatement, recordStatements } from '../../support/recorded-statements.js';
import { refusedForms } from '../../support/statement-forms.js';

let gateway: Gateway;
let recorded: readonly RecordedStatement[];
let client: pg.Client;

beforeAll(async () => {
  gateway = await startGateway({ testDatabase: await createPartitionedDatabase() });
  recorded = await recordStatements(gateway);
  client = new pg.Client({ connectionString: gateway.databaseUrl });
  await client.connect();
});
afterAll(async () => {
  await client.end();
  await gateway.close();
});

/** A node of a plan. */
interface PlanNode {
  readonly 'Relation Name'?: string;
  readonly 'Actual Loops': number;
  readonly Plans?: readonly PlanNode[];
}

/**
 * The partitions that a statement reads or changes when it is executed with its values, by their tables. Those that
 * PostgreSQL leaves out while it executes do not count.
 */
async function partitionsOf({ statement, values }: RecordedStatement): Promise<Record<string, number>> {
  await client.query('begin');
  try {
    const { rows } = await client.query(
      `explain (analyze, costs off, timing off, summary off, format json) ${statement.text}`,
      values.map(prepareValue),
    );
    const read = new Set<string>();
    const visit = (node: PlanNode) => {
      const { 'Relation Name': relation, 'Actual Loops': loops, Plans: plans = [] } = node;
      if (relation && loops > 0) read.add(relation);
      for (const plan of plans) visit(plan);
    };
    visit(rows[0]['QUERY PLAN'][0].Plan);
    const tables = [...read].flatMap((name) => /^(.*)_\d{6}$/.exec(name)?.[1] ?? []);
    return Object.fromEntries(
      [...new Set(tables)].map((table) => [table, tables.filter((one) => one === table).length]),
    );
  } finally {
    await client.query('rollback');
  }
}

/** The GTINs that a statement is given, positions in lists among them. */
const gtinsIn = (values: readonly unknown[]) =>
  new Set(
    values.flat().filter((value): value is string => typeof value === 'string' && /^\d{14}$/.test(value)),
  );

/** Statements about all products that are given one GTIN besides: as the position after which a page begins, or as a word. */
const ACROSS_PRODUCTS = / order by p\.(?:gtin|name|created_at)\b| @@ /;

describe('on partitioned tables', () => {
  it('a statement about one product reads and writes one partition of each table', async () => {
    const aboutOne = recorded.filter(
      ({ statement, values }) => gtinsIn(values).size === 1 && !ACROSS_PRODUCTS.test(statement.text),
    );
    for (const each of aboutOne) {
      const partitions = await partitionsOf(each);
      const { name, text } = each.statement;
      const several = Object.entries(partitions).filter(([, count]) => count > 1);
      expect({ name, text, several }).toEqual({ name, text, several: [] });
    }
    expect(aboutOne.length).toBeGreaterThan(40);
  });

  it('a statement about several products, or about one claim, reads several', async () => {
    const several = recorded.filter(({ statement }) => statement.name === 'list_products_26');
    const [first] = several;
    expect(await partitionsOf(first as RecordedStatement)).toEqual({ product: 4 });
  });

  it('no statement has a form that Citus refuses or answers in another order', () => {
    const refused = recorded
      .map(({ statement: { name, text } }) => ({ name, text, forms: refusedForms(text) }))
      .filter(({ forms }) => forms.length > 0);
    expect(refused).toEqual([]);
  });
});
