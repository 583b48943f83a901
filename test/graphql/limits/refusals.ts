import type { Answer, Gateway } from '../../support/gateway.js';
import { onlyError } from '../expectations.js';

/** Sends a document and gives its answer and the statements that it caused, identification left out. */
export async function observed(gateway: Gateway, key: string, query: string) {
  const statements: string[] = [];
  gateway.database.observer = ({ name, text }) => {
    if (name !== 'find_api_key' && name !== 'touch_api_key') statements.push(text);
  };
  const answer = await gateway.graphql(query, { key });
  gateway.database.observer = undefined;
  return { answer, statements };
}

/** The whole operation is refused: no data, no cost, one 422 that says which limit was passed. */
export function expectLimitExceeded({ status, body, ...rest }: Answer, detail: string): void {
  expect(status).toBe(200);
  expect(Object.keys(body)).toEqual(['errors']);
  const { message, extensions, path } = onlyError({ status, body, ...rest });
  expect(message).toBe(detail);
  expect(path).toBeUndefined();
  expect(extensions).toMatchObject({
    code: 'BAD_USER_INPUT',
    status: 422,
    problem: { error_code: 'validation_error', title: 'Validation Error', retryable: false },
  });
}
