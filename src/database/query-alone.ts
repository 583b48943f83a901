import type { DatabaseError } from 'pg';
import type { Connected } from './connections.js';
import type { DatabaseAccess } from './database-access.js';
import type { BoundStatement, Outcome } from './pipeline/pipelined-query.js';
import { prepareValue } from './prepare-value.js';
import { prepared, type Statement } from './statement.js';

/** Searches and counts have a shorter time limit than other statements (docs/contract.md, "Limits of a request"). */
export const SEARCH_TIMEOUT_MS = 1_000;

/** How much longer than its own time limit in PostgreSQL a search is waited for. */
const SEARCH_LOST_AFTER_MS = SEARCH_TIMEOUT_MS + 2_000;

/** Valid until the end of the transaction, which is the search's. */
const limitSearch: BoundStatement = {
  statement: prepared(
    'limit_search',
    `select set_config('statement_timeout', '${SEARCH_TIMEOUT_MS}ms', true)`,
  ),
  values: [],
};

/** SQLSTATE of a statement that was canceled, by its time limit among others: its connection is as good as before. */
const CANCELED = '57014';

/** The rows of a statement that has a connection to itself. Throws the errors of the driver and of the budget. */
export function queryAlone<Row>(
  { connections, refused, transmit, answerWithinMs }: DatabaseAccess,
  statement: Statement<Row>,
  values: readonly unknown[],
  budget?: BoundStatement['budget'],
): Promise<Row[]> {
  const bound: BoundStatement = { statement, values: values.map(prepareValue), budget };
  const statements = statement.isSearch ? [limitSearch, bound] : [bound];
  return new Promise((resolve, reject) => {
    const taken: Connected = (connectError, client, release) => {
      if (!client) {
        if (!refused.wait(connectError, taken)) reject(connectError);
        return;
      }
      const done = (outcome: Outcome) => {
        if ('error' in outcome) {
          const isCanceled = outcome.isRolledBack && (outcome.error as DatabaseError).code === CANCELED;
          release(isCanceled ? undefined : outcome.error);
          return reject(outcome.error);
        }
        release();
        const answer = outcome.results.at(-1) ?? [];
        return Array.isArray(answer) ? resolve(answer as Row[]) : reject(answer);
      };
      const withinMs = statement.isSearch ? Math.min(SEARCH_LOST_AFTER_MS, answerWithinMs) : answerWithinMs;
      transmit(client, { statements, withinMs, endsEarly: true, done });
    };
    connections.connect(taken);
  });
}
