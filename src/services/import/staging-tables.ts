import { randomBytes } from 'node:crypto';
import type { PoolClient } from 'pg';
import { DISTRIBUTED_TABLES, DISTRIBUTION_COLUMN } from '../../database/distribution/distributed-tables.js';

/** Names in statements of imports that stand for tables of one import alone. */
const NAMES = /\bimport_(?:row|rejected)\b/g;

/**
 * The tables of one import, in its transaction: `import_row`, the rows that are still to be stored, and `import_rejected`. On
 * one server they are temporary. Citus changes no temporary table in the statement that changes another one: there they are
 * tables of a name of their own, rows with a GTIN on the shards of its product and others on every node, which the
 * transaction drops before it ends.
 */
export class StagingTables {
  private readonly created: string[] = [];

  private constructor(
    private readonly client: PoolClient,
    private readonly suffix: string | undefined,
  ) {}

  /** @param isDistributed whether the tables of the database are distributed. */
  static async of(client: PoolClient, isDistributed: boolean): Promise<StagingTables> {
    const isCluster = isDistributed && (await hasCitus(client));
    // What runs within the coordinator's own session cannot be followed by what runs on all nodes at once.
    if (isCluster) await client.query('set local citus.enable_local_execution = off');
    return new StagingTables(client, isCluster ? randomBytes(6).toString('hex') : undefined);
  }

  /** Creates one of them. */
  async create(name: 'import_row' | 'import_rejected', columns: readonly string[]): Promise<void> {
    const definition = `(${columns.join(', ')})`;
    if (this.suffix === undefined) {
      await this.client.query(`create temporary table ${name} ${definition} on commit drop`);
      return;
    }
    const table = this.sql(name);
    await this.client.query(`create table ${table} ${definition}`);
    this.created.push(table);
    if (columns.some((column) => column.startsWith(`${DISTRIBUTION_COLUMN} `))) {
      const [product] = DISTRIBUTED_TABLES;
      await this.client.query('select create_distributed_table($1, $2, colocate_with => $3)', [
        table,
        DISTRIBUTION_COLUMN,
        product,
      ]);
    } else {
      await this.client.query('select create_reference_table($1)', [table]);
    }
  }

  /** A statement with the names of this import's tables. */
  sql(text: string): string {
    const { suffix } = this;
    return suffix === undefined ? text : text.replaceAll(NAMES, (name) => `${name}_${suffix}`);
  }

  /** Drops those that would outlive the transaction. */
  async drop(): Promise<void> {
    if (this.created.length > 0) await this.client.query(`drop table ${this.created.join(', ')}`);
  }
}

async function hasCitus(client: PoolClient): Promise<boolean> {
  const { rowCount } = await client.query(`select from pg_extension where extname = 'citus'`);
  return rowCount === 1;
}
