/**
 * A failure that the operator can correct: an invalid setting, a missing file, an unreachable database. The command
 * prints its message, one sentence without a stack, and exits with 1.
 */
export class OperatorError extends Error {
  override readonly name = 'OperatorError';
}
