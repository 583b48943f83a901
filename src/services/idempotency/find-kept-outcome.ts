import type { Database } from '../../database/database.js';
import { prepared } from '../../database/statement.js';
import { otherRequest } from './idempotency-problems.js';
import type { RepeatableWrite } from './repeatable-request.js';
import { withStoredTimestamps } from './stored-timestamps.js';
import { KEPT_FOR, type KeptOutcome } from './write-statement.js';

const byKey = prepared<{ isOther: boolean; outcome: KeptOutcome<unknown> | null }>(
  'find_kept_outcome',
  `select fingerprint <> $4 as "isOther", case when part = $3 then outcome end as outcome
from idempotency_key where account = $1 and key = $2 and created_at > now() - ${KEPT_FOR}`,
);

/**
 * The outcome that an earlier request has kept of this write; undefined when there is none. Throws the 422 of a key that
 * belongs to another request.
 */
export async function findKeptOutcome<Row>(
  database: Database,
  { request, part }: RepeatableWrite,
): Promise<KeptOutcome<Row> | undefined> {
  const { account, key, fingerprint } = request;
  const rows = await database.query(byKey, [account, key, part, fingerprint]);
  if (rows.some(({ isOther }) => isOther)) throw otherRequest();
  const kept = rows.find(({ outcome }) => outcome !== null)?.outcome as KeptOutcome<Row> | undefined;
  if (!kept) return undefined;
  request.noteReplay();
  return { ...kept, answer: withStoredTimestamps(kept.answer) };
}
