import type { ErrorCode } from './registry.js';

/** One fault of the input. */
export interface Issue {
  /**
   * Where, in the service's own names, outermost first (`['metadata', 'order_id']`). Each API
   * translates the first element into its own vocabulary. Empty: the input as a whole.
   */
  readonly path: readonly (string | number)[];
  /** Description of the fault. It names no field, so that both APIs can show it unchanged. */
  readonly msg: string;
  /** Machine-readable kind of fault, in pydantic's vocabulary where it has one. */
  readonly type: string;
}

/** Optional members of a problem. */
export interface ProblemExtras {
  readonly issues?: readonly Issue[];
  /** Whole seconds after which the same request may succeed; sent as `Retry-After` as well. */
  readonly retryAfter?: number;
  /** Response headers that belong to this failure (`Allow`, `WWW-Authenticate`). */
  readonly headers?: Readonly<Record<string, string>>;
}

/**
 * Seconds after which a client may retry after a 503 without an estimate of its own: overload and restarts are mostly
 * shorter.
 */
const RETRY_AFTER_S = 1;

/**
 * An expected failure, the only error that services throw. Both APIs render it by the registry's row of its code. It
 * has no stack trace, because it describes the request and not the program, and refusals must be cheap under load.
 */
export class Problem extends Error {
  readonly code: ErrorCode;
  readonly issues: readonly Issue[] | undefined;
  readonly retryAfter: number | undefined;
  readonly headers: Readonly<Record<string, string>>;

  /** @param detail description of this occurrence, shown to the caller unchanged. */
  constructor(code: ErrorCode, detail: string, extras: ProblemExtras = {}) {
    const limit = Error.stackTraceLimit;
    Error.stackTraceLimit = 0;
    super(detail);
    Error.stackTraceLimit = limit;
    this.name = 'Problem';
    this.code = code;
    this.issues = extras.issues;
    this.retryAfter = extras.retryAfter ?? (code === 'service_unavailable' ? RETRY_AFTER_S : undefined);
    this.headers =
      this.retryAfter === undefined
        ? (extras.headers ?? {})
        : { 'retry-after': String(this.retryAfter), ...extras.headers };
  }
}

/** The 422 of input that breaks a documented rule. */
export function validationProblem(issues: readonly Issue[]): Problem {
  return new Problem('validation_error', 'Validation error.', { issues });
}
