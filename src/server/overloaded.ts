import { Problem } from '../errors/problem.js';
import { type ShedReason, shedRequests } from '../observability/shed-requests.js';

/** The 503 of a request that would exceed what may be in flight at once. */
export function overloaded(inFlight: string, reason: ShedReason): Problem {
  shedRequests.inc({ reason });
  return new Problem(
    'service_unavailable',
    `Too many ${inFlight} are in flight. Please try again in a second.`,
  );
}
