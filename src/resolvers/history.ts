import { Connection } from '../schema/connections/connection-type.js';
import { type HistorySubject, historyOrdering } from '../services/history/list-events.js';
import { type PageArguments, readPageRequest } from '../services/pagination/page-request.js';
import { maySeeEvidence } from '../services/principal.js';
import type { EventRecord } from '../services/records.js';
import type { GatewayContext } from './context.js';

/** A history; null for callers that may not see it: all but the owner of the product. Throws a 422 for invalid arguments. */
export async function historyConnection(
  { loaders, principal }: GatewayContext,
  ownerId: string,
  subject: HistorySubject,
  args: PageArguments,
): Promise<Connection<EventRecord> | null> {
  const request = readPageRequest(args, historyOrdering(subject));
  if (!maySeeEvidence(principal, ownerId)) return null;
  return new Connection(await loaders.events(subject, request), () => loaders.countEvents(subject));
}
