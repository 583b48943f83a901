import pg from 'pg';

/** Class of SQLSTATEs whose details name processes and locks: deadlocks and serialization failures. */
const TRANSACTION_ROLLBACK = /^40/;

/**
 * Removes from an error what PostgreSQL quotes of rows and parameters ("Failing row contains …"): errors are logged in
 * full, and the log must not have evidence or metadata.
 */
export function omitRowValues(error: unknown): void {
  if (!(error instanceof pg.DatabaseError) || TRANSACTION_ROLLBACK.test(error.code ?? '')) return;
  const quoting: Partial<pg.DatabaseError> = error;
  delete quoting.detail;
  delete quoting.where;
}
