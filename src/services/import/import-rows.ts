import type { Database } from '../../database/database.js';
import type { FileRecord } from './file-record.js';
import type { ImportAnswer } from './import-answer.js';
import { importFailure } from './import-failure.js';
import type { ImportKind } from './import-kind.js';
import { stageRows } from './stage-rows.js';
import { storeRows } from './store-rows.js';

/**
 * Imports a file in one transaction: every good row, or nothing when the file cannot be read on (whatever
 * `records` throws), the database fails or the process ends. Throws sentences for the operator.
 */
export async function importRows(
  database: Database,
  kind: ImportKind,
  records: AsyncIterable<FileRecord>,
): Promise<ImportAnswer> {
  let committing = false;
  try {
    return await database.transaction(async (client) => {
      // A request's limits do not fit a file, and a slow file leaves the connection idle.
      await client.query(
        'set local statement_timeout = 0; set local idle_in_transaction_session_timeout = 0',
      );
      const { total, errors, warnings } = await stageRows(client, kind, records);
      const stored = await storeRows(client, kind, total - errors.count, errors);
      committing = true;
      return {
        total_rows: total,
        ...stored,
        error_count: errors.count,
        errors: errors.first,
        warnings: warnings.first,
      };
    });
  } catch (error) {
    throw importFailure(error, committing);
  }
}
