import { OperatorError } from '../errors/operator-error.js';
import { Problem } from '../errors/problem.js';

/**
 * SQLSTATEs of errors that an operator can correct, exactly or by their class: connection, resources, intervention, system
 * and damaged files (08, 53, 57, 58, XX001, XX002), sign-in (28), no such database or schema (3D, 3F), a database that can only be
 * read (25006), and tables, columns, functions that are missing, or there already because they are another
 * application's (42…). All others are faults of the gateway.
 */
const OPERATORS =
  /^(?:(?:08|53|57|58|28|3D|3F)...|XX00[12]|25006|42P01|42703|42883|42704|42P06|42P07|42701|42710|42723)$/;

/** SQLSTATE of insufficient privileges. */
const INSUFFICIENT_PRIVILEGE = '42501';

/** SQLSTATE of a write to a database that is read-only. */
const READ_ONLY = '25006';

/**
 * A sentence for the operator of a command that the database has failed or refused; other failures come back as
 * they are.
 * @param isEmbedded whether the database is the embedded one.
 */
export function operatorFailure(error: unknown, isEmbedded: boolean): unknown {
  const { code } = (error instanceof Problem ? (error.cause ?? error) : (error ?? {})) as { code?: unknown };
  const reason = databaseReason(error);
  if (reason === undefined) return error;
  const name = databaseName(isEmbedded);
  if (code === INSUFFICIENT_PRIVILEGE) {
    return new OperatorError(`The role of DATABASE_URL lacks a right: ${reason}.`, { cause: error });
  }
  if (code === READ_ONLY) {
    return new OperatorError(
      `${name} can only be read (${reason}): connect to the primary, or set its default_transaction_read_only to off.`,
      { cause: error },
    );
  }
  if (!(error instanceof Problem) && !OPERATORS.test(String(code))) return error;
  return new OperatorError(`${name} cannot be used: ${reason}.`, { cause: error });
}

/** How sentences for the operator call the database, as their subject. */
export function databaseName(isEmbedded: boolean): string {
  return isEmbedded ? 'The embedded database in DATA_DIR' : 'The database at DATABASE_URL';
}

/** The message of PostgreSQL, the driver or the network about a failure; undefined for other failures. */
export function databaseReason(error: unknown): string | undefined {
  if (error instanceof Problem) return error.code === 'service_unavailable' ? reasonOf(error) : undefined;
  // Errors of the server carry their severity.
  return error instanceof Error && 'severity' in error ? reasonOf(error) : undefined;
}

/** A failure in the words of its cause, without a period at the end. */
export function reasonOf(error: unknown): string {
  if (error instanceof Problem) return error.cause === undefined ? error.message : reasonOf(error.cause);
  if (!(error instanceof Error)) return String(error);
  // Of a host with several addresses each has failed, and the whole has no message.
  if (error instanceof AggregateError && error.message === '') return error.errors.map(reasonOf).join(', ');
  if (/client password must be/.test(error.message)) return 'it asks for a password, and none is given';
  return (error.message || String((error as NodeJS.ErrnoException).code)).replace(/\.$/, '');
}
