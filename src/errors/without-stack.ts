/**
 * Makes errors that take no stack trace, in a tenth of the time: for what describes a request and not the
 * program.
 */
export function withoutStack<Result>(make: () => Result): Result {
  const limit = Error.stackTraceLimit;
  Error.stackTraceLimit = 0;
  try {
    return make();
  } finally {
    Error.stackTraceLimit = limit;
  }
}
