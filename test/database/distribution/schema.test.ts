import pg from 'pg';
import {
  DISTRIBUTED_TABLES,
  DISTRIBUTION_COLUMN,
  REFERENCE_TABLES,
} from '../../../src/database/distribution/distributed-tables.js';
import { historyGuards } from '../../../src/database/distribution/history-keys.js';
import { createTestDatabase, type TestDatabase } from '../../support/database.js';

let test: TestDatabase;
let client: pg.Client;

beforeAll(async () => {
  test = await createTestDatabase();
  client = new pg.Client({ connectionString: test.url });
  await client.connect();
});
afterAll(async () => {
  await client.end();
  await test.drop();
});

/** One column of the rows of a statement about the distributed tables, `$1`. */
async function namesOf(text: string, ...values: unknown[]): Promise<string[]> {
  const { rows } = await client.query<{ name: string }>(text, [DISTRIBUTED_TABLES, ...values]);
  return rows.map(({ name }) => name);
}

describe('the schema that Citus distributes', () => {
  it('has every table that has a GTIN', async () => {
    const { rows } = await client.query<{ name: string }>(
      `select table_name as name from information_schema.columns
       where table_schema = current_schema and column_name = $1 order by 1`,
      [DISTRIBUTION_COLUMN],
    );
    expect(rows.map(({ name }) => name)).toEqual([...DISTRIBUTED_TABLES].sort());
  });

  it('has the GTIN in each unique key, without which no shard could check it', async () => {
    const withoutGtin = `select i.indexrelid::regclass::text as name from pg_index i
      where i.indrelid = any($1::regclass[]) and i.indisunique and not exists (
        select from pg_attribute a where a.attrelid = i.indrelid and a.attname = $2 and a.attnum = any(i.indkey))`;
    expect(await namesOf(withoutGtin, DISTRIBUTION_COLUMN)).toEqual([]);
    expect(await namesOf(withoutGtin, 'claim_id')).toContain('product_pkey');
  });

  it('refers by GTINs to GTINs, or to tables of which every node has a copy', async () => {
    const others = `select c.conname as name from pg_constraint c
      where c.contype = 'f' and c.conrelid = any($1::regclass[]) and c.confrelid <> all($2::regclass[])
        and not (c.confrelid = any($1::regclass[]) and (select array_agg(a.attname::text) from pg_attribute a
          where a.attrelid = c.conrelid and a.attnum = any(c.conkey)) = array[$3])`;
    expect(await namesOf(others, REFERENCE_TABLES, DISTRIBUTION_COLUMN)).toEqual([]);
  });

  it('has no table of a copy on every node that refers to one that is distributed or local', async () => {
    const { rows } = await client.query(
      `select conname from pg_constraint where contype = 'f' and conrelid = any($1::regclass[])
       and confrelid <> all($1::regclass[])`,
      [REFERENCE_TABLES],
    );
    expect(rows).toEqual([]);
  });

  it('has no sequence, which each node would count by itself', async () => {
    const { rows } = await client.query(
      `select c.relname from pg_class c join pg_depend d on d.objid = c.oid and d.refobjid = any($1::regclass[])
       where c.relkind = 'S'`,
      [[...DISTRIBUTED_TABLES, ...REFERENCE_TABLES]],
    );
    expect(rows).toEqual([]);
  });

  it('has no triggers but those that foreign keys replace', async () => {
    const { rows } = await client.query<{ trigger: string; table: string }>(
      `select tgname as trigger, tgrelid::regclass::text as "table" from pg_trigger
       where not tgisinternal and tgrelid = any($1::regclass[]) order by 1`,
      [[...DISTRIBUTED_TABLES, ...REFERENCE_TABLES]],
    );
    const found = rows.map(({ trigger, table }) => [trigger, table]);
    const known = process.env.TEST_PARTITIONS === undefined ? [...historyGuards] : [];
    expect(found).toEqual(known.sort(([one], [other]) => (one < other ? -1 : 1)));
  });
});
