import type { Answer } from '../support/gateway.js';
import type { Document, Operation } from './document.js';
import type { FuzzRequest } from './fuzz-request.js';

/** The contract's names of statuses (docs/contract.md, "Errors"). */
const errorCodes: Readonly<Record<number, string>> = {
  400: 'bad_request',
  401: 'unauthorized',
  403: 'forbidden',
  404: 'not_found',
  405: 'method_not_allowed',
  409: 'conflict',
  413: 'payload_too_large',
  415: 'unsupported_media_type',
  422: 'validation_error',
  429: 'rate_limited',
};

/** Rules about an assignment as it would stand, which no schema of a change can say. */
const RULES_OF_THE_WHOLE = ['date_order', 'too_long'];

/** Expects that the answer is one that the document names for the operation, in the form it names. */
export function expectDocumented(document: Document, operation: Operation, answer: Answer): void {
  const { status, headers, text } = answer;
  expect(status).toBeLessThan(500);
  expect(headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/);
  if (status === 405) {
    const allowed = operation.methodsOfPath.includes('GET')
      ? [...operation.methodsOfPath, 'HEAD']
      : operation.methodsOfPath;
    expect(headers.get('allow')?.split(', ')).toEqual(allowed.toSorted());
    expectProblem(document, answer);
    return;
  }
  expect(Object.keys(operation.responses)).toContain(String(status));
  const response = operation.responses[status];
  expectHeaders(document, response.headers, answer);
  if (status >= 400) expectProblem(document, answer);
  if (response.content === undefined) {
    expect(text).toBe('');
    return;
  }
  const [mediaType, ...others] = Object.keys(response.content);
  expect(others).toEqual([]);
  expect(headers.get('content-type')?.split(';')[0]).toBe(mediaType);
  expect(document.faults(response.content[mediaType as string].schema, answer.body)).toEqual([]);
}

/** Expects every documented header that is not optional, with a value that fits; a path that cannot be read counts on no account. */
function expectHeaders(document: Document, documented: object, { headers, body }: Answer): void {
  const isCounted = body?.detail !== 'The path is not validly percent-encoded.';
  for (const [name, header] of Object.entries(documented)) {
    const value = headers.get(name);
    if (value === null) {
      if (document.resolved(header).required === false) continue;
      expect({ name, isCounted }).toEqual({ name, isCounted: false });
      continue;
    }
    const { schema } = document.resolved(header);
    const read = schema.type === 'integer' && /^\d+$/.test(value) ? Number(value) : value;
    expect({ name, value, faults: document.faults(schema, read) }).toEqual({ name, value, faults: [] });
  }
}

/** Expects a problem document that agrees with the status it came with. */
function expectProblem(document: Document, { status, headers, body }: Answer): void {
  expect(headers.get('content-type')).toBe('application/problem+json');
  expect(document.faults(document.problemSchema, body)).toEqual([]);
  const code = errorCodes[status];
  expect({ status: body.status, code: body.error_code, type: body.type, retryable: body.retryable }).toEqual({
    status,
    code,
    type: `https://closient.com/docs/errors/${code}`,
    // A request under the same idempotency key is running.
    retryable: status === 429 || (status === 409 && body.retry_after !== undefined),
  });
  if (status === 422) expect(body.details.length).toBeGreaterThan(0);
  for (const { loc, msg, type } of body.details ?? []) {
    expect(['body', 'path', 'query', 'header']).toContain(loc[0]);
    expect({ msg: typeof msg, type: typeof type }).toEqual({ msg: 'string', type: 'string' });
  }
}

/** Expects that a wrong request was refused for what is wrong with it, and for nothing else. */
export function expectRefusedFor({ fault }: FuzzRequest, { status, body }: Answer): void {
  if (!fault) return;
  expect({ status, details: body?.details }).toEqual({ status: fault.status, details: body?.details });
  if (!fault.place) return;
  const places = body.details.map(({ loc }: { loc: string[] }) => loc.slice(0, fault.place?.length));
  expect(new Set(places.map(String))).toEqual(new Set([fault.place.join()]));
}

/** Expects that what fits the document is not refused as if it did not. */
export function expectTaken({ method }: FuzzRequest, { status, body }: Answer): void {
  if (status < 400) return;
  const types: string[] = (body.details ?? []).map(({ type }: { type: string }) => type);
  if (method === 'PATCH' && status === 422 && types.every((type) => RULES_OF_THE_WHOLE.includes(type)))
    return;
  expect([403, 404, 409]).toContain(status);
}
