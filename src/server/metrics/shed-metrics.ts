import type { Registry } from 'prom-client';
import { shedRequests } from '../../observability/shed-requests.js';
import { collectCounter } from './collected.js';

/** Exports the numbers of requests that were refused with a 503, by reason, since the process started. */
export function measureShedRequests(register: Registry): void {
  collectCounter(
    register,
    {
      name: 'claims_shed_requests_total',
      help: 'Refusals with service_unavailable (503), by reason. Fields of one GraphQL operation count one each.',
      labelNames: ['reason'],
    },
    function* () {
      for (const [reason, count] of shedRequests.entries()) yield [{ reason }, count];
    },
  );
}
