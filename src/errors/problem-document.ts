import { excerpt } from './excerpt.js';
import type { Issue, Problem } from './problem.js';
import { registry } from './registry.js';

/** One entry of `details`: an issue whose place is written in an API's own names. */
export interface DocumentedIssue {
  readonly loc: readonly (string | number)[];
  readonly msg: string;
  readonly type: string;
}

/** Maximum UTF-16 code units of a key that a client has chosen, where `loc` repeats it. */
const MAX_KEY_LENGTH = 100;

/** RFC 9457 problem document: `ErrorOut` of the published specification. */
export interface ProblemDocument {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  readonly error_code: string;
  readonly retryable: boolean;
  /** ISO 8601 with a numeric UTC offset and whole seconds: `2026-03-31T12:00:00+00:00`. */
  readonly timestamp: string;
  readonly retry_after?: number;
  /** The same number as `retry_after`: the specification's prose names this member, its schema the other. */
  readonly retry_after_seconds?: number;
  readonly details?: readonly DocumentedIssue[];
}

/**
 * Renders a problem as a document.
 * @param locate returns the place of an issue in the API's own names.
 * @param time of the failure.
 */
export function problemDocument(
  problem: Problem,
  locate: (issue: Issue) => readonly (string | number)[],
  time = new Date(),
): ProblemDocument {
  const { status, title, retryable } = registry[problem.code];
  // Places can contain keys that clients have chosen.
  const place = (issue: Issue) =>
    locate(issue).map((part) => (typeof part === 'string' ? excerpt(part, MAX_KEY_LENGTH) : part));
  return {
    type: `https://closient.com/docs/errors/${problem.code}`,
    title,
    status,
    detail: problem.message,
    error_code: problem.code,
    retryable: retryable || problem.retryAfter !== undefined,
    timestamp: `${time.toISOString().slice(0, 19)}+00:00`,
    ...(problem.retryAfter !== undefined && {
      retry_after: problem.retryAfter,
      retry_after_seconds: problem.retryAfter,
    }),
    ...(problem.issues !== undefined && {
      details: problem.issues.map((issue) => ({ loc: place(issue), msg: issue.msg, type: issue.type })),
    }),
  };
}
