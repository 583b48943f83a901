/**
 * A failure that the operator can put right: a wrong setting, a missing file, a database out of reach.
 * The command prints its message, one sentence, without a stack and exits with 1.
 */
export class OperatorError extends Error {
  override readonly name = 'OperatorError';
}
