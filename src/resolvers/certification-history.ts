import { Connection } from '../schema/connections/connection-type.js';
import {
  type CertificationHistorySubject,
  certificationHistoryOrdering,
} from '../services/history/list-certification-history.js';
import { type PageArguments, readPageRequest } from '../services/pagination/page-request.js';
import { maySeeEvidence } from '../services/principal.js';
import type { CertificationEventRecord } from '../services/records.js';
import type { GatewayContext } from './context.js';

/**
 * A history of certifications; null for callers that may not see it: all but the owner of the product. Throws a 422 for
 * invalid arguments.
 */
export async function certificationHistoryConnection(
  { loaders, principal }: GatewayContext,
  ownerId: string,
  subject: CertificationHistorySubject,
  args: PageArguments,
): Promise<Connection<CertificationEventRecord> | null> {
  const request = readPageRequest(args, certificationHistoryOrdering(subject));
  if (!maySeeEvidence(principal, ownerId)) return null;
  return new Connection(await loaders.certificationEvents(subject, request), () =>
    loaders.countCertificationEvents(subject),
  );
}
