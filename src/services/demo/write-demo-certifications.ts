import type { PoolClient } from 'pg';
import {
  eachField,
  fieldColumns,
  filledFields,
} from '../certification-assignments/certification-assignment-fields.js';
import type { DemoContent } from './demo-content.js';
import { storedValue } from './stored-value.js';

const insertBodies = `
insert into certification_body (id, name, website, description, logo_url)
select id, name, coalesce(website, ''), coalesce(description, ''), logo_url
from jsonb_to_recordset($1::jsonb) as b (id uuid, name text, website text, description text, logo_url text)`;

const insertCertifications = `
insert into certification
  (id, organization_id, code, label, description, url, logo_url, certification_body_id, program, standard)
select r.id, case when r.is_own then $2::uuid end, coalesce(r.code, ''), r.label, coalesce(r.description, ''),
  coalesce(r.url, ''), r.logo_url, b.id, coalesce(r.program, ''), coalesce(r.standard, '')
from jsonb_to_recordset($1::jsonb) as r (id uuid, is_own boolean, code text, label text, description text, url text,
  logo_url text, certification_body text, program text, standard text)
left join certification_body b on b.name = r.certification_body`;

/** Inserts the assignments with the history of their creation. A code or a label names one certification of the demo. */
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

/** Writes the certifications of the demo, whose products exist, for its organization (UUID). */
export async function writeDemoCertifications(
  client: PoolClient,
  { certificationBodies, certifications, certificationAssignments }: DemoContent,
  organizationId: string,
): Promise<void> {
  await client.query(insertBodies, [JSON.stringify(certificationBodies)]);
  await client.query(insertCertifications, [JSON.stringify(certifications), organizationId]);
  await client.query(insertAssignments, [JSON.stringify(certificationAssignments), organizationId]);
}
