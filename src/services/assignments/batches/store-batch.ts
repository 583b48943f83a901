import type { Database } from '../../../database/database.js';
import type { EventTable } from '../../../database/event-tables.js';
import type { Problem } from '../../../errors/problem.js';
import { announceEvents } from '../../feed/event-topic.js';
import type { RepeatableWrite } from '../../idempotency/repeatable-request.js';
import { runKeyedWrite } from '../../idempotency/run-keyed-write.js';
import type { Principal } from '../../principal.js';
import { changedAgainAndAgain } from './batch-problems.js';
import { type BatchStatement, CHANGED_MEANWHILE, LIMIT_EXCEEDED, OUTCOMES } from './batch-sql.js';

/** How often a batch is sent whose rows others change at the same time. */
const MAX_ATTEMPTS = 10;

/**
 * SQLSTATEs of a statement that was rolled back for others: `end_batch`, a deadlock with a writer of another order, and a
 * product that was deleted.
 */
const IN_THE_WAY: readonly unknown[] = [CHANGED_MEANWHILE, '40P01', '23503'];

/** A batch as its statement takes it. */
export interface StoredBatch<Answer> {
  readonly statement: BatchStatement<Answer>;
  /** The history that it writes. */
  readonly events: EventTable;
  /** Parameters behind those that all statements of batches have. */
  readonly values: readonly unknown[];
  /** Whether nothing is stored unless all rows can be. */
  readonly isAllOrNone: boolean;
  /** Whether rows can all be stored, as far as that is known without the database. */
  readonly mayAllSucceed: boolean;
  /** The problem of rows that exist and are too large; a statement that reads none does not have it. */
  readonly tooMuchStored?: () => Problem;
  readonly write: RepeatableWrite | undefined;
  /** What is kept beside the answer. */
  readonly context: unknown;
}

/** What has become of a batch: its own answer, or one that was kept. */
export interface BatchOutcome<Answer> {
  readonly answer: Answer;
  readonly context: unknown;
}

/**
 * Stores a batch by one statement. One that is stored as a whole or not at all is looked at first, so that PostgreSQL rolls
 * back only what others have changed in between. Throws the errors of the database, the 422 of a batch whose existing rows
 * are too large, and those of idempotency keys.
 */
export async function storeBatch<Answer extends { readonly outcomes: string }>(
  database: Database,
  principal: Principal,
  batch: StoredBatch<Answer>,
): Promise<BatchOutcome<Answer>> {
  const { events, values, isAllOrNone, mayAllSucceed, write, context } = batch;
  const valuesOf = (isDry: boolean) => [
    principal.organizationId,
    principal.actor,
    isDry,
    isAllOrNone && !isDry,
    ...values,
  ];
  const { onOneServer, onCluster } = batch.statement;
  const statement = (await database.isDistributed()) ? onCluster : onOneServer;
  for (let attempt = 1; ; attempt++) {
    try {
      if (isAllOrNone) {
        const [answer] = await database.query(statement.plain, valuesOf(true));
        const canBeStored = mayAllSucceed && isOnly(OUTCOMES.storable, (answer as Answer).outcomes);
        if (!canBeStored) return { answer: answer as Answer, context };
      }
      const stored = write
        ? await runKeyedWrite(database, statement, valuesOf(false), write, context)
        : { answer: (await database.query(statement.plain, valuesOf(false)))[0] as Answer, context };
      announceEvents(database, events, principal.organizationId);
      return stored;
    } catch (error) {
      const code = codeOf(error);
      if (code === LIMIT_EXCEEDED && batch.tooMuchStored) throw batch.tooMuchStored();
      if (!IN_THE_WAY.includes(code)) throw error;
      if (attempt === MAX_ATTEMPTS) throw changedAgainAndAgain();
    }
  }
}

function isOnly(outcome: string, outcomes: string): boolean {
  return outcomes === outcome.repeat(outcomes.length);
}

/** The SQLSTATE of a failed statement. */
function codeOf(error: unknown): unknown {
  const { cause, code } = error as { cause?: { code?: unknown }; code?: unknown };
  return cause?.code ?? code;
}
