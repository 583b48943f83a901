/** Arbitrary key of the advisory lock under which the schema is changed, by one process at a time. */
const MIGRATION_LOCK = 7_264_301;

/** Waits for the lock, which the transaction has until it ends. */
export const LOCK_MIGRATIONS = `select pg_advisory_xact_lock(${MIGRATION_LOCK})`;
