import type { Database } from '../database/database.js';
import { unprepared } from '../database/statement.js';
import { filledFields } from './assignments/assignment-changes.js';
import type { AssignmentField } from './assignments/assignment-field.js';
import { eachField, fieldColumns } from './assignments/assignment-fields.js';
import {
  type DemoCertifications,
  removeDemoCertifications,
  writeDemoCertifications,
} from './demo-certifications.js';

/** Catalogues, products, their claims and certifications to show the gateway with, by the columns of imports. */
export interface DemoContent extends DemoCertifications {
  readonly organization: string;
  /** With the columns `id` (UUID), `code`, `label`, `category`, `description` and `requires_definition`. */
  readonly claims: readonly object[];
  /** With the columns `gtin` (GTIN-14), `name` and `brand`. */
  readonly products: readonly { readonly gtin?: string }[];
  /** With the columns of `assignmentFields`, those that are empty left out, `gtin` and `claim_code`. */
  readonly assignments: readonly object[];
}

const isEmpty = unprepared<{ empty: boolean }>(`
select not exists (select from organization) and not exists (select from product)
  and not exists (select from claim) as empty`);

/** Whether the database contains no organization, product or claim. */
export async function holdsNothing(database: Database): Promise<boolean> {
  const [row] = await database.query(isEmpty);
  return row?.empty === true;
}

/** The assignments of the demo with their claims and the history of their creation, from `$1`. */
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

function storedValue({ column, default: empty }: AssignmentField): string {
  return empty === null ? column : `coalesce(${column}, '${empty}')`;
}

/** The key of the demo as it is stored. */
export interface DemoKey {
  /** SHA-256 of the whole key. */
  readonly hash: Buffer;
  readonly lastFour: string;
}

/** Writes the demo and its key in one transaction. */
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

/** What was taken away with the demo. */
export interface RemovedDemo {
  readonly products: number;
  readonly claims: number;
  readonly organization: boolean;
}

/**
 * Takes the demo away in one transaction: its products as far as its organization still owns them, the
 * claims and certifications of its catalogues that stand as they were written and that nothing else refers to, its key,
 * and the organization unless it has something else by now: products, keys, certifications, a part in some history.
 * @param keyHash SHA-256 of the demo's key.
 */
export function removeDemo(
  database: Database,
  organizationId: string,
  keyHash: Buffer,
  demo: DemoContent,
): Promise<RemovedDemo> {
  const products = [organizationId, demo.products.map(({ gtin }) => gtin)];
  const ownedProducts =
    'select gtin from product where organization_id = $1::uuid and gtin = any($2::text[])';
  return database.transaction(async (client) => {
    for (const kind of ['claim', 'certification']) {
      await client.query(`delete from ${kind}_assignment_event where gtin in (${ownedProducts})`, products);
      await client.query(`delete from ${kind}_assignment where gtin in (${ownedProducts})`, products);
    }
    const removed = await client.query(`delete from product where gtin in (${ownedProducts})`, products);
    const claims = await client.query(
      `delete from claim using jsonb_to_recordset($1::jsonb) as d (code text, label text, description text)
       where claim.code = d.code and claim.label = d.label and claim.description = d.description
         and not exists (select from claim_assignment a where a.claim_id = claim.id)
         and not exists (select from claim_assignment_event e where e.claim_id = claim.id)`,
      [JSON.stringify(demo.claims)],
    );
    await removeDemoCertifications(client, demo, organizationId);
    await client.query('delete from api_key where hash = $1', [keyHash]);
    const organization = await client.query(
      `delete from organization o where o.id = $1::uuid
         and not exists (select from product p where p.organization_id = o.id)
         and not exists (select from api_key k where k.organization_id = o.id)
         and not exists (select from certification c where c.organization_id = o.id)
         and not exists (select from claim_assignment_event e where e.organization_id = o.id)
         and not exists (select from certification_assignment_event e where e.organization_id = o.id)`,
      [organizationId],
    );
    return {
      products: removed.rowCount ?? 0,
      claims: claims.rowCount ?? 0,
      organization: organization.rowCount === 1,
    };
  });
}
