import type { AssignmentField } from '../assignments/assignment-field.js';
import {
  certificationAssignmentFields,
  eachField,
} from '../certification-assignments/certification-assignment-fields.js';
import { type ExportKind, ownedBy } from './export-kind.js';

/** The certification bodies, which belong to no organization. */
export const certificationBodyExport: ExportKind = {
  columns: ['name', 'website', 'description', 'logo_url'],
  asCsv: `select name, nullif(website, '') as website, nullif(description, '') as description, logo_url
    from certification_body`,
  asJson: 'select name, website, description, logo_url from certification_body',
  orderBy: 'name',
};

/** Certifications of the organization (UUID), or those that all share. */
export function certificationExport(organizationId: string | null): ExportKind {
  const owner = organizationId === null ? 'is null' : `= '${organizationId}'::uuid`;
  const rows = `from certification c left join certification_body b on b.id = c.certification_body_id
    where c.organization_id ${owner}`;
  const texts = ['description', 'url'] as const;
  const names = ['program', 'standard'] as const;
  const filled = (columns: readonly string[]) =>
    columns.map((column) => `nullif(c.${column}, '') as ${column}`).join(', ');
  return {
    columns: ['code', 'label', ...texts, 'logo_url', 'certification_body', ...names],
    asCsv: `select nullif(c.code, '') as code, c.label, ${filled(texts)}, c.logo_url,
      b.name as certification_body, ${filled(names)} ${rows}`,
    asJson: `select c.code, c.label, c.description, c.url, c.logo_url, b.name as certification_body, c.program,
      c.standard ${rows}`,
    orderBy: 'code nulls first, label',
  };
}

/**
 * Assignments of certifications to products of the organization (UUID), or all. A certification is named by its code, by
 * its label where it has none, and by both where its code names another one for the owner of the product.
 */
export function certificationAssignmentExport(organizationId: string | null): ExportKind {
  const hasOwnName = `c.code <> '' and (c.organization_id is not null or not exists (
    select from certification o where o.organization_id = p.organization_id and o.code = c.code))`;
  const key = `a.gtin, nullif(c.code, '') as certification_code,
    case when not (${hasOwnName}) then c.label end as certification_label`;
  const rows = `from certification_assignment a join certification c on c.id = a.certification_id
    join product p on p.gtin = a.gtin
    ${ownedBy(organizationId)}`;
  return {
    columns: [
      'gtin',
      'certification_code',
      'certification_label',
      ...certificationAssignmentFields.map(({ column }) => column),
    ],
    asCsv: `select ${key}, ${eachField((field) => `${csvValue(field)} as ${field.column}`)} ${rows}`,
    asJson: `select ${key}, ${eachField((field) => `${jsonValue(field)} as ${field.column}`)} ${rows}`,
    orderBy: 'gtin, certification_code nulls first, certification_label',
  };
}

/** A field as CSV writes it: a default is NULL, a list is separated by blanks. */
function csvValue(field: AssignmentField): string {
  const { column, type, isEmptyByDefault } = field;
  if (type === 'text[]') return `nullif(array_to_string(a.${column}, ' '), '')`;
  if (type === 'date' || !isEmptyByDefault) return jsonValue(field);
  return `nullif(a.${column}, '${field.default}')${type === 'jsonb' ? '::text' : ''}`;
}

function jsonValue({ column, type }: AssignmentField): string {
  return type === 'date' ? `to_char(a.${column}, 'YYYY-MM-DD')` : `a.${column}`;
}
