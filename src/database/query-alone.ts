import type { DatabaseError } from 'pg';
import type { Connected } from './connections.js';
import type { DatabaseAccess } from './database-access.js';
import { LOST_AFTER_MS } from './pipeline/lost-statements.js';
import type { Arrival, Call, Failure } from './pipeline/pipelined-query.js';
import { prepareValue } from './prepare-value.js';
import { prepared, type Statement } from './statement.js';

/** Searches and counts have a shorter time limit than other statements (docs/contract.md, "Limits of a request"). */
export const SEARCH_TIMEOUT_MS = 1_000;

/** How much longer than its own time limit in PostgreSQL a search is waited for. */
const SEARCH_LOST_AFTER_MS = SEARCH_TIMEOUT_MS + 2_000;

/** Holds until the end of the transaction, which is the search's. */
const limitSearch: Call = {
  statement: prepared(
    'limit_search',
    `select set_config('statement_timeout', '${SEARCH_TIMEOUT_MS}ms', true)`,
  ),
  values: [],
};

/** SQLSTATE of a statement that was canceled, by its time limit among others: its connection is as good as before. */
const CANCELED = '57014';

/** The rows of a statement that has a connection to itself. Throws what the driver throws, and what the budget throws. */
export function queryAlone<Row>(
  { connections, refused, transmit }: DatabaseAccess,
  statement: Statement<Row>,
  values: readonly unknown[],
  budget?: Call['budget'],
): Promise<Row[]> {
  const call: Call = { statement, values: values.map(prepareValue), budget };
  const calls = statement.isSearch ? [limitSearch, call] : [call];
  return new Promise((resolve, reject) => {
    const taken: Connected = (connectError, client, release) => {
      if (!client) {
        if (!refused.wait(connectError, taken)) reject(connectError);
        return;
      }
      const done = (outcome: Arrival | Failure) => {
        if ('error' in outcome) {
          const isCanceled = outcome.isUndone && (outcome.error as DatabaseError).code === CANCELED;
          release(isCanceled ? undefined : outcome.error);
          return reject(outcome.error);
        }
        release();
        const answer = outcome.answers.at(-1) ?? [];
        return Array.isArray(answer) ? resolve(answer as Row[]) : reject(answer);
      };
      const withinMs = statement.isSearch ? SEARCH_LOST_AFTER_MS : LOST_AFTER_MS;
      transmit(client, { calls, withinMs, endsEarly: true, done });
    };
    connections.connect(taken);
  });
}
