import type { Answer, Gateway } from '../support/gateway.js';

/** The `error_code` that belongs to each status. */
const errorCodes: Readonly<Record<number, string>> = {
  400: 'bad_request',
  401: 'unauthorized',
  403: 'forbidden',
  404: 'not_found',
  405: 'method_not_allowed',
  408: 'request_timeout',
  409: 'conflict',
  413: 'payload_too_large',
  415: 'unsupported_media_type',
  422: 'validation_error',
  429: 'rate_limited',
  500: 'internal_error',
  503: 'service_unavailable',
};

/** Sends a request and expects that it is refused with this status as documented, and stores nothing. */
export async function expectRefusal(
  { fixtures }: Gateway,
  status: number,
  send: () => Promise<Answer>,
): Promise<Answer> {
  const stored = async () => ({
    assignments: await fixtures.count('claim_assignment'),
    events: await fixtures.count('claim_assignment_event'),
    certifications: await fixtures.count('certification_assignment'),
    certificationEvents: await fixtures.count('certification_assignment_event'),
  });
  const before = await stored();
  const answer = await send();
  expect({ status: answer.status, error_code: answer.body?.error_code }).toEqual({
    status,
    error_code: errorCodes[status],
  });
  expect(await stored()).toEqual(before);
  return answer;
}
