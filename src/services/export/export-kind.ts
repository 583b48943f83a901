import type { AssignmentField } from '../assignments/assignment-field.js';
import { assignmentFields, eachField } from '../assignments/assignment-fields.js';

/** What is particular to a kind of export. */
export interface ExportKind {
  /** Names of the columns, in their order. */
  readonly columns: readonly string[];
  /** Selects the rows with the columns of the import as CSV writes them: a default is NULL, which is an empty cell. */
  readonly asCsv: string;
  /** Selects the same rows with the values as JSON writes them. */
  readonly asJson: string;
  /** The order of their key, by columns of either. It stands outermost: Citus keeps no order of a subquery. */
  readonly orderBy: string;
}

/** Products of the organization (UUID), or all. */
export function productExport(organizationId: string | null): ExportKind {
  const rows = `from product p ${ownedBy(organizationId)}`;
  return {
    columns: ['gtin', 'name', 'brand'],
    asCsv: `select p.gtin, p.name, nullif(p.brand, '') as brand ${rows}`,
    asJson: `select p.gtin, p.name, p.brand ${rows}`,
    orderBy: 'gtin',
  };
}

/** The catalogue, which belongs to no organization. */
export const claimExport: ExportKind = {
  columns: ['code', 'label', 'category', 'description', 'requires_definition'],
  asCsv: `select code, label, category, nullif(description, '') as description,
    requires_definition::text as requires_definition from claim`,
  asJson: 'select code, label, category, description, requires_definition from claim',
  orderBy: 'code',
};

/** Assignments to products of the organization (UUID), or all. */
export function assignmentExport(organizationId: string | null): ExportKind {
  const key = 'a.gtin, c.code as claim_code';
  const rows = `from claim_assignment a join claim c on c.id = a.claim_id join product p on p.gtin = a.gtin
    ${ownedBy(organizationId)}`;
  return {
    columns: ['gtin', 'claim_code', ...assignmentFields.map(({ column }) => column)],
    asCsv: `select ${key}, ${eachField((field) => `${csvValue(field)} as ${field.column}`)} ${rows}`,
    asJson: `select ${key}, ${eachField((field) => `${jsonValue(field)} as ${field.column}`)} ${rows}`,
    orderBy: 'gtin, claim_code',
  };
}

/** A field as CSV writes it: a default is NULL. */
function csvValue(field: AssignmentField): string {
  const { column, type, isEmptyByDefault } = field;
  if (type === 'date' || !isEmptyByDefault) return jsonValue(field);
  return `nullif(a.${column}, '${field.default}')${type === 'jsonb' ? '::text' : ''}`;
}

function jsonValue({ column, type }: AssignmentField): string {
  return type === 'date' ? `to_char(a.${column}, 'YYYY-MM-DD')` : `a.${column}`;
}

/** The condition on products `p` of an organization. COPY takes no parameters; a canonical UUID is nothing but hexadecimal digits and hyphens. */
export function ownedBy(organizationId: string | null): string {
  return organizationId === null ? '' : `where p.organization_id = '${organizationId}'::uuid`;
}
