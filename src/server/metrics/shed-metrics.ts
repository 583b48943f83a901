import type { Registry } from 'prom-client';
import { shedRequests } from '../../observability/shed-requests.js';
import { collectCounter } from './collected.js';

/** Shows how often and why requests were refused with a 503. The counts are the process's. */
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
