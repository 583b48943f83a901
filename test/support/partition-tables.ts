import type { Client } from 'pg';

/** What Citus distributes, and how history is guarded there. The global set-up has it from the built code. */
export interface Layout {
  readonly tables: readonly string[];
  readonly column: string;
  readonly dropHistoryGuards: readonly string[];
  readonly addHistoryKeys: readonly string[];
}

/** Numbers of the shards of Citus begin here. */
const FIRST_SHARD = 102_008;

/**
 * Partitions the tables that Citus distributes by the same column, into so many partitions, on a plain PostgreSQL server: a
 * stand-in for Citus, which neither Debian nor npm offers. Partitions and their primary keys have names like those of shards.
 * The tables must be migrated and empty.
 */
export async function partitionTables(client: Client, layout: Layout, count: number): Promise<void> {
  const { tables, column, dropHistoryGuards, addHistoryKeys } = layout;
  for (const statement of dropHistoryGuards) await client.query(statement);
  const definitions = [];
  for (const table of tables) definitions.push(await definitionOf(client, table));
  for (const table of tables) await client.query(`alter table ${table} rename to ${table}_whole`);
  let shard = FIRST_SHARD;
  for (const table of tables) {
    await client.query(
      `create table ${table} (like ${table}_whole including defaults including generated including storage)
       partition by hash (${column})`,
    );
    for (let remainder = 0; remainder < count; remainder++, shard++) {
      await client.query(
        `create table ${table}_${shard} partition of ${table} for values with (modulus ${count}, remainder ${remainder})`,
      );
    }
  }
  // Names of constraints and indexes are free again once the tables that had them are gone.
  await client.query(`drop table ${tables.map((table) => `${table}_whole`).join(', ')} cascade`);
  for (const kind of ['own', 'indexes', 'foreign'] as const) {
    for (const definition of definitions) for (const each of definition[kind]) await client.query(each);
  }
  for (const statement of addHistoryKeys) await client.query(statement);
  await renameKeys(client);
}

/** The statements that make constraints and indexes of a table. */
async function definitionOf(client: Client, table: string) {
  const { rows: constraints } = await client.query<{ contype: string; text: string }>(
    `select contype, format('alter table ${table} add constraint %I %s', conname, pg_get_constraintdef(oid)) as text
     from pg_constraint where conrelid = $1::regclass and contype in ('p', 'u', 'c', 'f') order by contype desc, conname`,
    [table],
  );
  const { rows: indexes } = await client.query<{ text: string }>(
    `select pg_get_indexdef(i.indexrelid) as text from pg_index i where i.indrelid = $1::regclass
     and not exists (select from pg_constraint c where c.conindid = i.indexrelid and c.conrelid = i.indrelid)`,
    [table],
  );
  return {
    own: constraints.filter(({ contype }) => contype !== 'f').map(({ text }) => text),
    indexes: indexes.map(({ text }) => text),
    foreign: constraints.filter(({ contype }) => contype === 'f').map(({ text }) => text),
  };
}

/** Citus puts the number of a shard behind the names of its constraints, PostgreSQL in front of `pkey`. */
async function renameKeys(client: Client): Promise<void> {
  const { rows } = await client.query<{ name: string; renamed: string }>(
    `select relname as name, regexp_replace(relname, '^(.*)_(\\d+)_pkey$', '\\1_pkey_\\2') as renamed
     from pg_class where relkind = 'i' and relname ~ '_\\d+_pkey$'`,
  );
  for (const { name, renamed } of rows) await client.query(`alter index ${name} rename to ${renamed}`);
}
