import type { PoolClient } from 'pg';
import type { Database } from '../../database/database.js';
import { announceEvents } from '../feed/event-topic.js';
import type { FileRecord } from './file-record.js';
import type { ImportResult } from './import-answer.js';
import { importFailure } from './import-failure.js';
import type { ImportKind } from './import-kind.js';
import type { RejectedRows } from './rejected-rows.js';
import { stageRows } from './stage-rows.js';
import { StagingTables } from './staging-tables.js';
import { storedRejections, storeRows } from './store-rows.js';

/** How a file is imported. */
export interface ImportOptions {
  /** Whether everything happens but the storing. */
  readonly dryRun?: boolean;
  readonly rejected?: RejectedRows | undefined;
  /** Name of one of our columns in the file, known once the file is read; ours by default. */
  readonly columnName?: (column: string) => string;
}

/**
 * Imports a file in one transaction: every good row, or nothing when the file cannot be read on (whatever
 * `records` throws), the database fails or the process ends. Throws sentences for the operator.
 */
export async function importRows(
  database: Database,
  kind: ImportKind,
  records: AsyncIterable<FileRecord>,
  options: ImportOptions = {},
): Promise<ImportResult> {
  let committing = false;
  const isDistributed = await database.isDistributed();
  try {
    const imported = await database.transaction(async (client) => {
      // A request's limits do not fit a file, and a slow file leaves the connection idle.
      await client.query(
        'set local statement_timeout = 0; set local idle_in_transaction_session_timeout = 0; savepoint unchanged',
      );
      await raiseMemory(client);
      const result = await importWithin(client, kind, records, options, isDistributed);
      if (options.dryRun) await client.query('rollback to savepoint unchanged');
      committing = true;
      return result;
    });
    if (kind.events) announceEvents(database, kind.events.table, kind.events.organizationId);
    return imported;
  } catch (error) {
    throw importFailure(error, committing);
  }
}

/**
 * Keeps the joins and sorts of a large file in memory, and its temporary table: 64 MB each at most. PostgreSQL refuses another
 * size of buffers on a connection that has used some; behind a pooler it can be one.
 */
async function raiseMemory(client: PoolClient): Promise<void> {
  await client.query(`set local work_mem = '64MB'; savepoint buffers`);
  try {
    await client.query(`set local temp_buffers = '64MB'`);
  } catch {
    await client.query('rollback to savepoint buffers');
  }
  await client.query('release savepoint buffers');
}

async function importWithin(
  client: PoolClient,
  kind: ImportKind,
  records: AsyncIterable<FileRecord>,
  { rejected, columnName = (column) => column }: ImportOptions,
  isDistributed: boolean,
): Promise<ImportResult> {
  const tables = await StagingTables.of(client, isDistributed);
  const { total, errors, warnings } = await stageRows(client, tables, kind, records, {
    rejected,
    columnName,
  });
  const report = { errors, columnName, keeps: rejected !== undefined };
  const stored = await storeRows(client, tables, kind, total - errors.count, report, isDistributed);
  await rejected?.finish(storedRejections(client, tables, columnName));
  await tables.drop();
  return {
    total_rows: total,
    ...stored,
    error_count: errors.count,
    errors: errors.first,
    warnings: warnings.first,
    errorCounts: errors.frequent,
    warningCounts: warnings.frequent,
  };
}
