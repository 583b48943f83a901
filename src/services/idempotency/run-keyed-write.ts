import type { Database } from '../../database/database.js';
import { constraintViolation } from '../../database/failure.js';
import { changingData, prepared } from '../../database/statement.js';
import { findKeptOutcome } from './find-kept-outcome.js';
import { otherRequest, stillRunning } from './idempotency-problems.js';
import type { RepeatableWrite } from './repeatable-request.js';
import { withStoredTimestamps } from './stored-timestamps.js';
import { KEPT_FOR, type KeptOutcome, type KeyedRow, type WriteStatement } from './write-statement.js';

/** How often a statement is sent that has met the outcome of another request at the primary key. */
const MAX_ATTEMPTS = 3;

const deleteExpired = changingData(
  prepared(
    'delete_expired_idempotency_key',
    `delete from idempotency_key where account = $1 and key = $2 and created_at <= now() - ${KEPT_FOR}`,
  ),
);

/**
 * Runs a write and keeps its outcome, or returns the outcome that an earlier request has kept. Throws the 422 of a key that
 * belongs to another request, the 409 of one whose request is still running, and the errors of the database.
 * @param context what is kept beside the row of the statement.
 */
export async function runKeyedWrite<Row>(
  database: Database,
  { keyed }: WriteStatement<Row>,
  values: readonly unknown[],
  write: RepeatableWrite,
  context: unknown = null,
): Promise<KeptOutcome<Row>> {
  const { request, part } = write;
  const { account, key, fingerprint } = request;
  const allValues = [...values, account, key, part, fingerprint, JSON.stringify(context)];
  for (let attempt = 1; ; attempt++) {
    try {
      const [row] = await database.query(keyed, allValues);
      return await outcomeOf(database, row as KeyedRow<Row>, write, context);
    } catch (error) {
      if (constraintViolation(error)?.constraint !== 'idempotency_key_pkey') throw error;
      if (attempt === MAX_ATTEMPTS) throw stillRunning();
      await database.query(deleteExpired, [account, key]);
    }
  }
}

async function outcomeOf<Row>(
  database: Database,
  { isOurs, isOther, kept, answer, hasSucceeded }: KeyedRow<Row>,
  write: RepeatableWrite,
  context: unknown,
): Promise<KeptOutcome<Row>> {
  if (isOther) throw otherRequest();
  if (kept) {
    write.request.noteReplay();
    return { ...kept, answer: withStoredTimestamps(kept.answer) };
  }
  if (!isOurs) throw stillRunning();
  // An earlier request may have committed after the snapshot, and be the reason of the failure.
  const earlier = hasSucceeded ? undefined : await findKeptOutcome<Row>(database, write);
  if (earlier) return earlier;
  write.request.noteExecution();
  return { answer: withStoredTimestamps(answer), context };
}
