import { Problem } from '../../errors/problem.js';
import { isSearchTimeout } from '../search-timeout.js';
import type { Statement } from '../statement.js';

/** The failure of a read on a replica that is to be done again on the primary. */
export class ReplicaFailure extends Error {
  constructor(override readonly cause: Error) {
    super(cause.message, { cause });
  }
}

/**
 * Whether a read that has failed on a replica is done again on the primary: everything that is not the request's own
 * limit. Whether the replica is lost, has canceled the read in favour of replay, or lacks what a migration has just
 * made, the primary can answer; and what is wrong with the statement itself fails there as well.
 */
export function isForPrimary(statement: Statement<unknown>, error: unknown): error is Error {
  return Error.isError(error) && !(error instanceof Problem) && !isSearchTimeout(statement, error);
}
