import { Connection } from '../schema/connections/connection-type.js';
import { type HistorySubject, historyOrdering } from '../services/history/list-events.js';
import { emptyPage } from '../services/pagination/page.js';
import { type PageArguments, readPageRequest } from '../services/pagination/page-request.js';
import { maySeeEvidence } from '../services/principal.js';
import type { EventRecord } from '../services/records.js';
import type { GatewayContext } from './context.js';

/** A history as its caller may see it: the connection is empty to all but the owner of the product. */
export async function historyConnection(
  { loaders, principal }: GatewayContext,
  ownerId: string,
  subject: HistorySubject,
  args: PageArguments,
): Promise<Connection<EventRecord>> {
  const request = readPageRequest(args, historyOrdering(subject));
  if (!maySeeEvidence(principal, ownerId)) return new Connection(emptyPage, async () => 0);
  return new Connection(await loaders.events(subject, request), () => loaders.countEvents(subject));
}
