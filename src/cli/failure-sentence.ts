import { OperatorError } from '../errors/operator-error.js';
import { Problem } from '../errors/problem.js';

/**
 * Returns the message of a failed command: one sentence, on one line, if the operator can correct the failure, else the
 * whole failure with its stack.
 */
export function failureSentence(error: unknown): string {
  if (error instanceof OperatorError) return onOneLine(error.message);
  if (error instanceof Problem) return onOneLine(problemSentence(error));
  if (isSystemError(error)) return onOneLine(`${error.message}.`);
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

/** Returns a text on one line, without characters that move a terminal's cursor or change its colours. */
export function onOneLine(text: string): string {
  return text.replace(/[\p{Cc}\u2028\u2029]+/gu, ' ').trim();
}

/** The first fault of invalid input. */
function problemSentence({ message, issues = [] }: Problem): string {
  const [issue] = issues;
  return issue ? `The ${issue.path.join('.')} is wrong: ${issue.msg}.` : message;
}

/** Whether the operating system has refused a file or a socket. */
function isSystemError(error: unknown): error is NodeJS.ErrnoException {
  return (
    error instanceof Error && 'syscall' in error && typeof (error as { code?: unknown }).code === 'string'
  );
}
