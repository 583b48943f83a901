import { DriverException } from '@mikro-orm/core';
import pg from 'pg';

/** Class of SQLSTATEs whose details name processes and locks: deadlocks and serialization failures. */
const TRANSACTION_ROLLBACK = /^40/;

/**
 * Removes from an error what PostgreSQL quotes of rows and parameters ("Failing row contains …"): errors are logged in
 * full, and the log must not have evidence or metadata.
 */
export function omitRowValues(error: unknown): void {
  if (!(error instanceof pg.DatabaseError || error instanceof DriverException)) return;
  if (TRANSACTION_ROLLBACK.test(error.code ?? '')) return;
  const quoting: { detail?: unknown; where?: unknown } = Object(error);
  delete quoting.detail;
  delete quoting.where;
}
