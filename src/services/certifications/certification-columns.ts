import type { CertificationRecord } from '../records.js';

/** The select lists of certifications `c`, their bodies `b` and their events `e`. */

export const certificationBodyColumns = 'b.id, b.name, b.website, b.description, b.logo_url as "logoUrl"';

export const certificationColumns = `c.id, c.organization_id as "organizationId", c.code, c.label, c.description,
  c.url, c.logo_url as "logoUrl", c.certification_body_id as "certificationBodyId", c.program, c.standard`;

/** The name of the body that issues the certification `c`, as a column. */
export const certificationBodyName = `(select b.name from certification_body b
  where b.id = c.certification_body_id) as "certificationBodyName"`;

/** A certification `c` as one JSON value; null where the outer join found none. */
export const certificationJson = `case when c.id is not null then json_build_object('id', c.id,
    'organizationId', c.organization_id, 'code', c.code, 'label', c.label, 'description', c.description,
    'url', c.url, 'logoUrl', c.logo_url, 'certificationBodyId', c.certification_body_id,
    'program', c.program, 'standard', c.standard) end`;

/** Columns of a `CertificationEventRecord`. */
export const certificationEventColumns = `e.id, e.gtin, e.at, e.action, e.organization_id as "organizationId", e.actor,
  e.changes, ${certificationJson} as certification`;

/** Picks the certification from a flat row with further columns. */
export function toCertification(row: CertificationRecord): CertificationRecord {
  const {
    id,
    organizationId,
    code,
    label,
    description,
    url,
    logoUrl,
    certificationBodyId,
    program,
    standard,
  } = row;
  return {
    id,
    organizationId,
    code,
    label,
    description,
    url,
    logoUrl,
    certificationBodyId,
    program,
    standard,
  };
}
