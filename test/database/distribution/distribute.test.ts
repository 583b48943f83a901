import pg from 'pg';
import {
  DISTRIBUTED_TABLES,
  REFERENCE_TABLES,
} from '../../../src/database/distribution/distributed-tables.js';
import { runInProcess } from '../../support/command.js';
import { createTestDatabase, type TestDatabase } from '../../support/database.js';
import { createPartitionedDatabase } from '../../support/partitioned-database.js';

/**
 * The functions of Citus that the command calls, which write down their calls: no package has Citus for the tests. What
 * they do on a cluster is tried by hand (docs/scaling.md).
 */
const CITUS = `
create table calls (call text);
create table pg_dist_node (groupid int, isactive boolean, shouldhaveshards boolean, noderole text);
create function create_reference_table(name text) returns void language sql as
  $$ insert into calls select name $$;
create function create_distributed_table(name text, by text, shard_count int default null, colocate_with text default null)
  returns void language sql as
  $$ insert into calls select concat_ws(' ', name, 'by', by, shard_count, colocate_with) $$;
create function truncate_local_data_after_distributing_table(name text) returns void language sql as
  $$ insert into calls select 'truncate ' || name $$;`;

let test: TestDatabase;
let client: pg.Client;

beforeEach(async () => {
  test = await createTestDatabase();
  client = new pg.Client({ connectionString: test.url });
  await client.connect();
});
afterEach(async () => {
  await client.end();
  await test.drop();
});

const distribute = (...options: string[]) =>
  runInProcess(['distribute', ...options], { DATABASE_URL: test.url });

/** Makes the database look like the coordinator of a cluster with two nodes for shards. */
async function beCoordinator(): Promise<void> {
  await client.query(CITUS);
  await client.query(`insert into pg_dist_node values
    (0, true, false, 'primary'), (1, true, true, 'primary'), (2, true, true, 'primary')`);
}

async function namesOf(text: string): Promise<string[]> {
  const { rows } = await client.query<{ name: string }>(text);
  return rows.map(({ name }) => name);
}

const guards = () => namesOf(`select tgname as name from pg_trigger where not tgisinternal order by 1`);
const keysOf = (table: string) =>
  namesOf(
    `select conname as name from pg_constraint where conrelid = '${table}'::regclass and contype = 'f' order by 1`,
  );
const calls = () => namesOf('select call as name from calls');

async function expectUnchanged(before: readonly string[]): Promise<void> {
  expect(await guards()).toEqual(before);
  expect(await keysOf('claim_assignment_event')).toEqual([]);
  expect(await keysOf('claim_assignment')).toContain('claim_assignment_gtin_foreign');
}

describe('claims distribute', () => {
  it('distributes products, assignments and histories by GTIN, and copies what they refer to', async () => {
    await beCoordinator();
    const { code, stdout } = await distribute('--shards', '8', '--json');
    expect({ code, ...JSON.parse(stdout) }).toEqual({
      code: 0,
      shards: 8,
      nodes: 2,
      distributed: DISTRIBUTED_TABLES,
      reference: REFERENCE_TABLES,
    });
    expect(await calls()).toEqual([
      ...REFERENCE_TABLES,
      'product by gtin 8',
      ...DISTRIBUTED_TABLES.slice(1).map((table) => `${table} by gtin product`),
      ...DISTRIBUTED_TABLES.toReversed().map((table) => `truncate ${table}`),
    ]);
  });

  it('replaces the guards of history by foreign keys, and keeps all others', async () => {
    const keys = await keysOf('claim_assignment');
    await beCoordinator();
    await distribute();
    expect(await guards()).toEqual([]);
    expect(await keysOf('claim_assignment_event')).toEqual([
      'claim_assignment_event_claim_id_foreign',
      'claim_assignment_event_gtin_foreign',
      'claim_assignment_event_organization_id_foreign',
    ]);
    expect(await keysOf('claim_assignment')).toEqual(keys);
  });

  it('is rolled back as a whole when the cluster fails', async () => {
    const before = await guards();
    await beCoordinator();
    await client.query(`create or replace function create_distributed_table(name text, by text, shard_count int
      default null, colocate_with text default null) returns void language plpgsql as
      $$ begin if name = 'claim_assignment_event' then raise 'the node is gone' using errcode = '08006'; end if; end $$`);
    const { code, stderr } = await distribute();
    expect({ code, stderr }).toEqual({
      code: 1,
      stderr: 'claims: The database at DATABASE_URL cannot be used: the node is gone.\n',
    });
    expect(await calls()).toEqual([]);
    await expectUnchanged(before);
  });

  it.each<[string, () => Promise<unknown>, string]>([
    [
      'without Citus',
      async () => {},
      'The database has no Citus, which the embedded one cannot have: install it on each node, name it in shared_preload_libraries, and run `create extension citus` in the database.',
    ],
    [
      'whose coordinator has no host',
      () => client.query(CITUS),
      "The cluster does not know the host of its coordinator, which has the tables that are not distributed: run `select citus_set_coordinator_host('<host>')`.",
    ],
    [
      'without nodes',
      async () => {
        await client.query(CITUS);
        await client.query(`insert into pg_dist_node values (0, true, false, 'primary')`);
      },
      "The cluster has no node for the tables: run `select citus_add_node('<host>', <port>)` for each.",
    ],
    [
      'with triggers that are not ours',
      async () => {
        await beCoordinator();
        await client.query(`create function nothing() returns trigger language plpgsql as 'begin return null; end';
          create trigger audit after insert on product for each row execute function nothing()`);
      },
      'The table product has the trigger audit, which Citus does not run on shards: drop it first.',
    ],
  ])('refuses a database %s', async (_, prepare, sentence) => {
    await prepare();
    const before = await guards();
    const { code, stdout, stderr } = await distribute();
    expect({ code, stdout, stderr }).toEqual({ code: 1, stdout: '', stderr: `claims: ${sentence}\n` });
    await expectUnchanged(before);
  });

  it.each(['0', '129', '1.5', 'many', '-4'])('refuses %s shards', async (shards) => {
    const { code, stderr } = await distribute(`--shards=${shards}`);
    expect({ code, stderr }).toEqual({
      code: 1,
      stderr: `claims: option '--shards <n>' argument '${shards}' is invalid: it must be a whole number from 1 to 128.\n`,
    });
  });
});

it('claims distribute refuses tables that are distributed already, and claims migrate finds them up to date', async () => {
  const distributed = await createPartitionedDatabase();
  try {
    const env = { DATABASE_URL: distributed.url };
    const { code, stderr } = await runInProcess(['distribute'], env);
    expect({ code, stderr }).toEqual({ code: 1, stderr: 'claims: The tables are distributed already.\n' });
    expect((await runInProcess(['migrate'], env)).stdout).toBe('The database is up to date.\n');
  } finally {
    await distributed.drop();
  }
});
