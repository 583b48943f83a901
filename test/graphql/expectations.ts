import type { Answer } from '../support/gateway.js';

/** The whole body of an answer without errors: its data and, whatever it is, its cost. */
export function success(data: object): object {
  return { data, extensions: { cost: expect.any(Number) } };
}

/** The only error of an answer, whose extensions are checked to hold nothing beyond the contract's. */
export function onlyError(answer: Answer): any {
  expect(answer.body.errors).toHaveLength(1);
  const [error] = answer.body.errors;
  expectContractExtensions(error);
  return error;
}

/** Every error of every kind: `code`, `status` and the problem document, and nothing else. */
export function expectContractExtensions(error: any): void {
  expect(Object.keys(error.extensions).toSorted()).toEqual(['code', 'problem', 'status']);
  const { status, problem } = error.extensions;
  expect(problem.type).toBe(`https://closient.com/docs/errors/${problem.error_code}`);
  expect(problem.status).toBe(status);
  // The message alone names the first issue.
  if (problem.details === undefined) expect(problem.detail).toBe(error.message);
  expect(problem.timestamp).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+00:00$/);
  expect(Math.abs(Date.parse(problem.timestamp) - Date.now())).toBeLessThan(60_000);
}

/** Where the problem of the only error lies. */
export function places(answer: Answer): unknown[] {
  return onlyError(answer).extensions.problem.details.map((detail: { loc: unknown }) => detail.loc);
}
