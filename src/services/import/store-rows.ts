import type { PoolClient } from 'pg';
import { OperatorError } from '../../errors/operator-error.js';
import type { Findings } from './findings.js';
import type { ImportKind, ImportStatement, Rejected } from './import-kind.js';

/** How many rows were stored in which way. */
export interface Stored {
  created: number;
  updated: number;
  skipped: number;
}

/** Rows are tried again only when other writers changed them in between, which cannot go on for long. */
const MAX_ROUNDS = 20;

/**
 * Stores the `rows` rows of `import_row` and adds those that cannot be stored to `errors`. Statement by
 * statement, each with a snapshot of its own: what other writers do in between is seen by the next one.
 */
export async function storeRows(
  client: PoolClient,
  kind: ImportKind,
  rows: number,
  errors: Findings,
): Promise<Stored> {
  const stored: Stored = { created: 0, updated: 0, skipped: 0 };
  let left = rows;
  for (let round = 0; left > 0; round++) {
    if (round === MAX_ROUNDS) {
      throw new OperatorError(
        'Rows of the file were changed by others again and again; nothing was imported. Please try again.',
      );
    }
    for (const statement of kind.rejections) left -= await reject(client, statement, errors);
    const created = await take(client, kind.create);
    const skipped = await take(client, kind.skip);
    const updated = await take(client, kind.update);
    stored.created += created;
    stored.skipped += skipped;
    stored.updated += updated;
    left -= created + skipped + updated;
  }
  return stored;
}

async function reject(client: PoolClient, statement: ImportStatement, errors: Findings): Promise<number> {
  const { rows } = await client.query<Rejected>(statement.text, [...statement.values]);
  const total = rows[0]?.total ?? 0;
  errors.merge(
    rows.map(({ line, column, message }) => ({ line, column, message })),
    total,
  );
  return total;
}

async function take(client: PoolClient, statement: ImportStatement): Promise<number> {
  const { rows } = await client.query<{ count: number }>(statement.text, [...statement.values]);
  return rows[0]?.count ?? 0;
}
