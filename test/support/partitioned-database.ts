import pg from 'pg';
import {
  DISTRIBUTED_TABLES,
  DISTRIBUTION_COLUMN,
} from '../../src/database/distribution/distributed-tables.js';
import { addHistoryKeys, dropHistoryGuards } from '../../src/database/distribution/history-keys.js';
import { createTestDatabase, type TestDatabase } from './database.js';
import { partitionTables } from './partition-tables.js';

/** Makes a fresh, migrated database whose tables are partitioned, as Citus distributes them into four shards. */
export function createPartitionedDatabase(): Promise<TestDatabase> {
  return createTestDatabase(undefined, async (url) => {
    // The run may have partitioned all databases.
    if (process.env.TEST_PARTITIONS !== undefined) return;
    const client = new pg.Client({ connectionString: url });
    await client.connect();
    const layout = {
      tables: DISTRIBUTED_TABLES,
      column: DISTRIBUTION_COLUMN,
      dropHistoryGuards,
      addHistoryKeys,
    };
    await partitionTables(client, layout, 4);
    await client.end();
  });
}
