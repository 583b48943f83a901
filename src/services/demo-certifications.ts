import type { PoolClient } from 'pg';
import type { AssignmentField } from './assignments/assignment-field.js';
import {
  eachField,
  fieldColumns,
  filledFields,
} from './certification-assignments/certification-assignment-fields.js';

/** Certifications to show the gateway with, by the columns of imports; cells that are empty are left out. */
export interface DemoCertifications {
  /** With a column `id` (UUID). */
  readonly certificationBodies: readonly object[];
  /** With a column `id` (UUID), and `is_own`: whether it is the organization's own. */
  readonly certifications: readonly object[];
  readonly certificationAssignments: readonly object[];
}

const insertBodies = `
insert into certification_body (id, name, website, description, logo_url)
select id, name, coalesce(website, ''), coalesce(description, ''), logo_url
from jsonb_to_recordset($1::jsonb) as b (id uuid, name text, website text, description text, logo_url text)`;

const certificationRecord = `jsonb_to_recordset($1::jsonb) as r (id uuid, is_own boolean, code text, label text,
  description text, url text, logo_url text, certification_body text, program text, standard text)`;

const insertCertifications = `
insert into certification
  (id, organization_id, code, label, description, url, logo_url, certification_body_id, program, standard)
select r.id, case when r.is_own then $2::uuid end, coalesce(r.code, ''), r.label, coalesce(r.description, ''),
  coalesce(r.url, ''), r.logo_url, b.id, coalesce(r.program, ''), coalesce(r.standard, '')
from ${certificationRecord} left join certification_body b on b.name = r.certification_body`;

/** The assignments with the history of their creation. A code or a label names one certification of the demo. */
const insertAssignments = `
with wanted as (
  select w.*, c.id as certification_id
  from jsonb_to_recordset($1::jsonb) as w (gtin text, certification_code text, certification_label text,
    ${eachField(({ column, type }) => `${column} ${type}`)})
  join certification c on c.code = coalesce(w.certification_code, '')
    and c.label = coalesce(w.certification_label, c.label)),
assigned as (
  insert into certification_assignment (gtin, certification_id, ${fieldColumns})
  select gtin, certification_id, ${eachField(storedValue)}
  from wanted order by gtin, certification_id
  returning *)
insert into certification_assignment_event (gtin, certification_id, action, organization_id, actor, changes)
select r.gtin, r.certification_id, 'ASSIGNED', $2::uuid, 'demo', ${filledFields}
from assigned r`;

function storedValue({ column, default: empty }: AssignmentField): string {
  return empty === null ? column : `coalesce(${column}, '${empty}')`;
}

/** Writes the certifications of the demo, whose products exist, for its organization (UUID). */
export async function writeDemoCertifications(
  client: PoolClient,
  { certificationBodies, certifications, certificationAssignments }: DemoCertifications,
  organizationId: string,
): Promise<void> {
  await client.query(insertBodies, [JSON.stringify(certificationBodies)]);
  await client.query(insertCertifications, [JSON.stringify(certifications), organizationId]);
  await client.query(insertAssignments, [JSON.stringify(certificationAssignments), organizationId]);
}

/**
 * Takes away the certifications of the demo that stand as they were written and that nothing refers to any more, then the
 * bodies that issue none.
 */
export async function removeDemoCertifications(
  client: PoolClient,
  { certificationBodies, certifications }: DemoCertifications,
  organizationId: string,
): Promise<void> {
  await client.query(
    `delete from certification c using ${certificationRecord}
     where c.id = r.id and c.label = r.label and c.code = coalesce(r.code, '')
       and (c.organization_id is null or c.organization_id = $2::uuid)
       and not exists (select from certification_assignment a where a.certification_id = c.id)
       and not exists (select from certification_assignment_event e where e.certification_id = c.id)`,
    [JSON.stringify(certifications), organizationId],
  );
  await client.query(
    `delete from certification_body b using jsonb_to_recordset($1::jsonb) as r (id uuid, name text)
     where b.id = r.id and b.name = r.name
       and not exists (select from certification c where c.certification_body_id = b.id)`,
    [JSON.stringify(certificationBodies)],
  );
}
