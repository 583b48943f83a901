import type { PoolClient } from 'pg';
import { OperatorError } from '../../errors/operator-error.js';
import type { Database } from '../database.js';
import { LOCK_MIGRATIONS } from '../migration-lock.js';
import { DISTRIBUTED_TABLES, DISTRIBUTION_COLUMN, REFERENCE_TABLES } from './distributed-tables.js';
import { addHistoryKeys, dropHistoryGuards, historyGuards } from './history-keys.js';
import { selectDistribution } from './is-distributed.js';

/** Most shards of a table: each is a table of its own, which every page across products reads. */
export const MAX_SHARDS = 128;

/** Of several schema changes in one transaction, each would wait for the connections of those before it. */
export const ONE_NODE_AFTER_THE_OTHER = `set local citus.multi_shard_modify_mode = 'sequential'`;

/** What a distribution has made. */
export interface Distribution {
  readonly shards: number;
  /** Nodes that have shards. */
  readonly nodes: number;
  readonly distributed: readonly string[];
  readonly reference: readonly string[];
}

/**
 * Spreads the tables of a migrated database over the nodes of its Citus cluster, by one transaction: all of it, or
 * nothing. Waits for running writes, and blocks writes until it is done. Throws one sentence for the operator when the
 * cluster is not ready, when the tables are distributed already, or when they have triggers that are not ours.
 * @param shards 1 to `MAX_SHARDS`.
 */
export async function distribute(database: Database, shards: number): Promise<Distribution> {
  const nodes = await database.transaction(async (client) => {
    await client.query('set local statement_timeout = 0; set local idle_in_transaction_session_timeout = 0');
    await client.query(LOCK_MIGRATIONS);
    await requireNotDistributed(client);
    const found = await requireCluster(client);
    await requireOwnTriggers(client);
    await client.query(ONE_NODE_AFTER_THE_OTHER);
    const keys = await dropKeysOfProducts(client);
    for (const statement of dropHistoryGuards) await client.query(statement);
    for (const table of REFERENCE_TABLES) await client.query('select create_reference_table($1)', [table]);
    for (const table of DISTRIBUTED_TABLES) await distributeTable(client, table, shards);
    for (const statement of [...keys, ...addHistoryKeys]) await client.query(statement);
    return found;
  });
  await database.transaction(async (client) => {
    await client.query('set local statement_timeout = 0');
    // What they contained before is on the shards now. Reference tables keep theirs, which is little.
    for (const table of DISTRIBUTED_TABLES.toReversed()) {
      await client.query('select truncate_local_data_after_distributing_table($1)', [table]);
    }
    await client.query(`analyze ${[...REFERENCE_TABLES, ...DISTRIBUTED_TABLES].join(', ')}`);
  });
  return { shards, nodes, distributed: DISTRIBUTED_TABLES, reference: REFERENCE_TABLES };
}

/** Citus distributes a table only to where the tables are that it refers to: those keys are added again afterwards. */
async function dropKeysOfProducts(client: PoolClient): Promise<string[]> {
  const { rows } = await client.query<{ name: string; table: string; definition: string }>(
    `select conname as name, conrelid::regclass::text as "table", pg_get_constraintdef(oid) as definition
     from pg_constraint where contype = 'f' and confrelid = 'product'::regclass`,
  );
  for (const { name, table } of rows) await client.query(`alter table ${table} drop constraint ${name}`);
  return rows.map(
    ({ name, table, definition }) => `alter table ${table} add constraint ${name} ${definition}`,
  );
}

async function distributeTable(client: PoolClient, table: string, shards: number): Promise<void> {
  const [first] = DISTRIBUTED_TABLES;
  const place = table === first ? 'shard_count => $3::int' : 'colocate_with => $3::text';
  await client.query(`select create_distributed_table($1, $2, ${place})`, [
    table,
    DISTRIBUTION_COLUMN,
    table === first ? shards : first,
  ]);
}

/** The number of nodes that shards can be put on. */
async function requireCluster(client: PoolClient): Promise<number> {
  const { rows: extension } = await client.query<{ found: boolean }>(
    `select to_regclass('pg_dist_node') is not null as found`,
  );
  if (!extension[0]?.found) {
    throw new OperatorError(
      'The database has no Citus, which the embedded one cannot have: install it on each node, name it in shared_preload_libraries, and run `create extension citus` in the database.',
    );
  }
  const { rows } = await client.query<{ coordinators: number; nodes: number }>(
    `select count(*) filter (where groupid = 0)::int as coordinators,
       count(*) filter (where isactive and shouldhaveshards and noderole = 'primary')::int as nodes
     from pg_dist_node`,
  );
  const { coordinators = 0, nodes = 0 } = rows[0] ?? {};
  if (coordinators === 0) {
    throw new OperatorError(
      "The cluster does not know the host of its coordinator, which has the tables that are not distributed: run `select citus_set_coordinator_host('<host>')`.",
    );
  }
  if (nodes === 0) {
    throw new OperatorError(
      "The cluster has no node for the tables: run `select citus_add_node('<host>', <port>)` for each.",
    );
  }
  return nodes;
}

async function requireNotDistributed(client: PoolClient): Promise<void> {
  const { rows } = await client.query<{ found: boolean }>(selectDistribution);
  if (rows[0]?.found) throw new OperatorError('The tables are distributed already.');
}

/** Citus distributes no table with triggers, and ours are replaced. */
async function requireOwnTriggers(client: PoolClient): Promise<void> {
  const { rows } = await client.query<{ name: string; table: string }>(
    `select tgname as name, tgrelid::regclass::text as "table" from pg_trigger
     where not tgisinternal and tgrelid = any($1::regclass[]) and tgname <> all($2::text[]) order by 2, 1 limit 1`,
    [[...DISTRIBUTED_TABLES, ...REFERENCE_TABLES], historyGuards.map(([trigger]) => trigger)],
  );
  const [found] = rows;
  if (!found) return;
  throw new OperatorError(
    `The table ${found.table} has the trigger ${found.name}, which Citus does not run on shards: drop it first.`,
  );
}
