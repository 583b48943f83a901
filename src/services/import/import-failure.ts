import { databaseReason } from '../../database/operator-failure.js';
import { OperatorError } from '../../errors/operator-error.js';

/**
 * What to throw for a failed import: a sentence for the operator when the database failed, else the failure
 * itself. Whether a commit that was not answered has happened is unknown.
 */
export function importFailure(error: unknown, committing: boolean): unknown {
  const reason = databaseReason(error);
  if (reason === undefined) return error;
  return new OperatorError(
    committing
      ? `The database failed while the import was being committed (${reason}): run it again, rows that are there already are skipped.`
      : `The database failed (${reason}), and nothing was imported.`,
  );
}
