import type { Database } from '../../database/database.js';
import { unprepared } from '../../database/statement.js';
import { filledFields } from '../assignments/assignment-changes.js';
import { eachField, fieldColumns } from '../assignments/assignment-fields.js';
import type { DemoContent } from './demo-content.js';
import { storedValue } from './stored-value.js';
import { writeDemoCertifications } from './write-demo-certifications.js';

const isEmpty = unprepared<{ empty: boolean }>(`
select not exists (select from organization) and not exists (select from product)
  and not exists (select from claim) as empty`);

/** Whether the database contains no organization, product or claim. */
export async function holdsNothing(database: Database): Promise<boolean> {
  const [row] = await database.query(isEmpty);
  return row?.empty === true;
}

/** Inserts the assignments of `$1`, which name their claims by code, with the history of their creation. */
const insertAssignments = `
with wanted as (
  select w.*, c.id as claim_id
  from jsonb_to_recordset($1::jsonb) as w (gtin text, claim_code text,
    ${eachField(({ column, type }) => `${column} ${type}`)})
  join claim c on c.code = w.claim_code),
assigned as (
  insert into claim_assignment (gtin, claim_id, ${fieldColumns})
  select gtin, claim_id, ${eachField(storedValue)}
  from wanted order by gtin, claim_code
  returning *)
insert into claim_assignment_event (gtin, claim_id, action, organization_id, actor, changes)
select r.gtin, r.claim_id, 'ASSIGNED', $2::uuid, 'demo', ${filledFields}
from assigned r`;

/** What the database stores of the demo's key. */
export interface DemoKey {
  /** SHA-256 of the whole key. */
  readonly hash: Buffer;
  readonly lastFour: string;
}

/** Writes the demo and its key in one transaction, into a database that contains no organization, product or claim. */
export function writeDemo(database: Database, demo: DemoContent, key: DemoKey): Promise<void> {
  return database.transaction(async (client) => {
    const created = await client.query<{ id: string }>(
      'insert into organization (name) values ($1) returning id',
      [demo.organization],
    );
    const { id } = created.rows[0] as { id: string };
    await client.query(
      `insert into claim (id, code, label, category, requires_definition, description)
       select id, code, label, category, requires_definition, description
       from jsonb_to_recordset($1::jsonb)
         as c (id uuid, code text, label text, category text, requires_definition boolean, description text)`,
      [JSON.stringify(demo.claims)],
    );
    await client.query(
      `insert into product (gtin, organization_id, name, brand)
       select gtin, $2::uuid, name, brand
       from jsonb_to_recordset($1::jsonb) as p (gtin text, name text, brand text)`,
      [JSON.stringify(demo.products), id],
    );
    await client.query(insertAssignments, [JSON.stringify(demo.assignments), id]);
    await writeDemoCertifications(client, demo, id);
    await client.query(
      `insert into api_key (organization_id, type, role, name, hash, last_four)
       values ($1, 'csb', 'manager', 'Demo', $2, $3)`,
      [id, key.hash, key.lastFour],
    );
  });
}
