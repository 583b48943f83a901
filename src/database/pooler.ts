import type { DatabaseError } from 'pg';
import { areSettingsRefused } from './connection/refused-settings.js';
import { type DatabaseSettings, LOCK_TIMEOUT_MS } from './orm.js';
import { transactionSettings } from './session-settings.js';

/** The first statements of each transaction behind a pooler in transaction mode: what connections have otherwise. */
export const POOLED_TRANSACTION_SETTINGS = transactionSettings({ lock_timeout: LOCK_TIMEOUT_MS });

/** SQLSTATEs of named statements that another client of the same connection has prepared, or none. */
const FOREIGN_STATEMENTS: readonly unknown[] = ['42P05', '26000'];

/**
 * The reason why a failure shows that a pooler stands between us and PostgreSQL, whose connections keep nothing;
 * undefined when it shows nothing of the kind.
 */
export function poolerSign(error: unknown): string | undefined {
  if (!Error.isError(error)) return undefined;
  const { code, message } = error as DatabaseError;
  // Without its name: the log has one warning for all statements.
  if (FOREIGN_STATEMENTS.includes(code)) return message.replace(/ "[^"]*"/, '');
  // The pooler's own words: those around them advise what to do once the variable is set.
  return poolerSign(error.cause) ?? (areSettingsRefused(message) ? message : undefined);
}

/** Logs a warning when a request's failure shows a pooler that is not configured. Commands report it when they end. */
export function warnOfPooler(error: unknown, { pooler, warn }: DatabaseSettings): void {
  const reason = pooler === undefined ? poolerSign(error) : undefined;
  if (reason !== undefined) warn(poolerAdvice(reason));
}

/** Advice for the operator about a pooler. */
export function poolerAdvice(reason: string): string {
  return `A connection pooler stands between the gateway and the database at DATABASE_URL (${reason}): set DATABASE_POOLER=transaction.`;
}
