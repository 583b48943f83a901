import type { PoolClient } from 'pg';
import { OperatorError } from '../../errors/operator-error.js';
import { findingOf } from './fault.js';
import type { Findings } from './findings.js';
import type { ImportKind } from './import-kind.js';
import type { ImportStatement } from './import-statement.js';
import type { RejectedRow } from './rejected-rows.js';
import { type Rejected, type Rejection, rejectionStatement } from './rejection.js';
import type { StagingTables } from './staging-tables.js';

/** How many rows were stored in which way. */
export interface Stored {
  created: number;
  updated: number;
  skipped: number;
}

/** Where rejections are reported. */
interface Report {
  readonly errors: Findings;
  readonly columnName: (column: string) => string;
  /** Whether the rejected rows are kept, for `storedRejections`. */
  readonly keeps: boolean;
}

/** Rows are tried again only when other writers changed them in between, which cannot go on for long. */
const MAX_ROUNDS = 20;

/** How many rejected rows are read at once. */
const FETCHED_ROWS = 1_000;

/**
 * Stores the `rows` rows of `import_row` and reports those that cannot be stored. Statement by
 * statement, each with a snapshot of its own: what other writers do in between is seen by the next one.
 * @param isDistributed whether the tables are distributed over a cluster.
 */
export async function storeRows(
  client: PoolClient,
  tables: StagingTables,
  kind: ImportKind,
  rows: number,
  report: Report,
  isDistributed: boolean,
): Promise<Stored> {
  const textOf = ({ text, onCluster = text }: ImportStatement) =>
    tables.sql(isDistributed ? onCluster : text);
  const stored: Stored = { created: 0, updated: 0, skipped: 0 };
  let left = rows;
  for (let round = 0; left > 0; round++) {
    if (round === MAX_ROUNDS) {
      throw new OperatorError(
        'Rows of the file were changed by others again and again; nothing was imported. Please try again.',
      );
    }
    for (const rejection of kind.rejections) left -= await reject(client, tables, rejection, report);
    const created = await take(client, textOf(kind.create), kind.create.values);
    const skipped = await take(client, textOf(kind.skip), kind.skip.values);
    const updated = await take(client, textOf(kind.update), kind.update.values);
    stored.created += created;
    stored.skipped += skipped;
    stored.updated += updated;
    left -= created + skipped + updated;
  }
  return stored;
}

async function reject(
  client: PoolClient,
  tables: StagingTables,
  rejection: Rejection,
  report: Report,
): Promise<number> {
  const { text, values } = rejectionStatement(rejection, report.keeps);
  const { rows } = await client.query<Rejected>(tables.sql(text), [...values]);
  const total = rows[0]?.total ?? 0;
  const column = report.columnName(rejection.column);
  const findings = rows.map(({ line, message, value }) => findingOf(line, column, message, value));
  report.errors.merge(findings, rejection.reason, total);
  return total;
}

async function take(client: PoolClient, text: string, values: readonly unknown[]): Promise<number> {
  const { rows } = await client.query<{ count: number }>(text, [...values]);
  return rows[0]?.count ?? 0;
}

/** The rejected rows that were kept, in the order of the file. */
export async function* storedRejections(
  client: PoolClient,
  tables: StagingTables,
  columnName: (column: string) => string,
): AsyncGenerator<RejectedRow> {
  await client.query(
    tables.sql(`declare rejected no scroll cursor for
     select line, "column", message, value, file_row from import_rejected order by line`),
  );
  for (;;) {
    const { rows } = await client.query<{
      line: number;
      column: string;
      message: string;
      value: string | null;
      file_row: string;
    }>(`fetch ${FETCHED_ROWS} from rejected`);
    for (const { line, column, message, value, file_row: text } of rows) {
      const name = columnName(column);
      yield { line, message: `${name}: ${findingOf(line, name, message, value).message}`, text };
    }
    if (rows.length < FETCHED_ROWS) break;
  }
  await client.query('close rejected');
}
