import { Problem } from '../errors/problem.js';
import { type ShedReason, shedRequests } from '../observability/shed-requests.js';

/** The 503 of a request that would exceed a limit of what is in flight. */
export function overloaded(inFlight: string, reason: ShedReason): Problem {
  shedRequests.inc({ reason });
  return new Problem(
    'service_unavailable',
    `Too many ${inFlight} are in flight. Please try again in a second.`,
  );
}
