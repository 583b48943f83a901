import { OperatorError } from '../errors/operator-error.js';
import { Problem } from '../errors/problem.js';

/**
 * What a failed command says: one sentence, on one line, where an operator can put it right, else the whole failure
 * with its stack.
 */
export function failureSentence(error: unknown): string {
  if (error instanceof OperatorError) return onOneLine(error.message);
  if (error instanceof Problem) return onOneLine(problemSentence(error));
  if (isSystemError(error)) return onOneLine(`${error.message}.`);
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

/** A text on one line, with nothing in it that moves a terminal's cursor or changes its colours. */
export function onOneLine(text: string): string {
  return text.replace(/[\p{Cc}\u2028\u2029]+/gu, ' ').trim();
}

/** Of wrong input the first fault. */
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
