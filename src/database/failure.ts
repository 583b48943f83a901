import { Problem } from '../errors/problem.js';
import { shedRequests } from '../observability/shed-requests.js';

/** How PostgreSQL reports a violated constraint. */
export interface ConstraintViolation {
  /** SQLSTATE: `23503` foreign key, `23505` unique, `23514` check. */
  readonly code: string;
  readonly constraint: string;
}

/** What Citus puts behind the name of a constraint: the number of the shard. No constraint of ours ends in a number. */
const SHARD_NUMBER = /_\d+$/;

/** The name of a constraint of a shard, in a message of any language. Citus passes on the message of a node, but not the name. */
const CONSTRAINT_OF_SHARD = /\b([a-z_]+_(?:pkey|unique|foreign|check))_\d{6,}\b/;

/** The constraint that a failed statement violated, or undefined when it failed for another reason. */
export function constraintViolation(error: unknown): ConstraintViolation | undefined {
  const { code, constraint, message } = error as Partial<ConstraintViolation & Error>;
  if (!code?.startsWith('23')) return undefined;
  const name = constraint?.replace(SHARD_NUMBER, '') ?? CONSTRAINT_OF_SHARD.exec(message ?? '')?.[1];
  return name ? { code, constraint: name } : undefined;
}

/**
 * Socket errors of Node and SQLSTATEs that mean: not now, the same request may succeed later. 25006 is a read-only
 * database, 26000 and 42P05 mean a pooler that is not configured.
 */
const TRANSIENT =
  /^(?:ECONN(?:REFUSED|RESET|ABORTED)|EPIPE|ETIMEDOUT|ENOTFOUND|EHOST(?:UNREACH|DOWN)|ENET(?:UNREACH|DOWN)|EADDRNOTAVAIL|EMFILE|EAI_AGAIN|08...|53...|25006|26000|42P05|57P0[1-5]|57014|40001|40P01|55P03|42P01)$/;

/** Messages of the driver and its pool, which carry no code. */
const TRANSIENT_MESSAGE =
  /^(?:Connection terminated|timeout exceeded when trying to connect|Query read timeout|Cannot use a pool after calling end|Client (?:was closed|has encountered a connection error) and is not queryable)/;

/**
 * What to throw for a failed statement: a `service_unavailable` problem that keeps the failure as its
 * cause when the database is unreachable, overloaded, too slow or not migrated yet; else the failure.
 */
export function statementFailure(error: unknown): unknown {
  if (!Error.isError(error)) return error;
  const code = (error as { code?: unknown }).code;
  const transient = typeof code === 'string' ? TRANSIENT.test(code) : TRANSIENT_MESSAGE.test(error.message);
  if (!transient) return error;
  shedRequests.inc({ reason: 'database' });
  const problem = new Problem(
    'service_unavailable',
    'The service cannot answer right now. Please try again later.',
  );
  problem.cause = error;
  return problem;
}
