import { OperatorError } from '../errors/operator-error.js';
import type { Database } from './database.js';
import { unprepared } from './statement.js';

type Right = 'select' | 'insert' | 'update' | 'delete';

/**
 * What requests do with each table; rows of `session` and `idempotency_key` are locked as for an update. Commands do more,
 * and say themselves what they lack.
 */
const RIGHTS: Readonly<Record<string, readonly Right[]>> = {
  organization: ['select'],
  product: ['select'],
  claim: ['select'],
  claim_assignment: ['select', 'insert', 'update', 'delete'],
  claim_assignment_event: ['select', 'insert'],
  certification_body: ['select'],
  certification: ['select'],
  certification_assignment: ['select', 'insert', 'update', 'delete'],
  certification_assignment_event: ['select', 'insert'],
  api_key: ['select', 'update'],
  session: ['select', 'insert', 'update', 'delete'],
  sign_in_link: ['select', 'insert', 'delete'],
  idempotency_key: ['select', 'insert', 'update', 'delete'],
};

const wanted = Object.entries(RIGHTS).flatMap(([table, rights]) => rights.map((right) => ({ table, right })));

const firstMissing = unprepared<{ table: string; right: string }>(
  `select w.name as "table", w.wanted as "right" from unnest($1::text[], $2::text[]) as w (name, wanted)
where case w.wanted when 'delete' then not has_table_privilege(w.name, 'delete')
  else not has_any_column_privilege(w.name, w.wanted) end limit 1`,
);

/** Refuses a role that cannot serve requests, whose every request would fail. The database must be migrated. */
export async function requireRights(database: Database): Promise<void> {
  const values = [wanted.map(({ table }) => table), wanted.map(({ right }) => right)];
  const [missing] = await database.query(firstMissing, values);
  if (!missing) return;
  throw new OperatorError(
    `The role of DATABASE_URL lacks the right ${missing.right.toUpperCase()} on the table ${missing.table}: grant it, or use the role that has run \`claims migrate\`.`,
  );
}
