import type { VerificationStatus } from '../../entities/certification-assignment.js';
import { productCertificationsOrdering } from '../certification-assignments/list-certifications-of-products.js';
import { isVisibleTo } from '../certifications/visibility.js';
import { rowLimit, toPage } from '../pagination/page.js';
import type { CertificationAssignmentRecord, ProductRecord } from '../records.js';

/**
 * Certifications that the statement which reads products also reads: the first ones of each product in the order of their
 * labels, without the fields that can be large.
 */
export interface PrefetchedCertifications {
  /** Size of the requested page. */
  readonly size: number;
}

/** An assignment and its certification: the columns below, each as text. */
export type CertificationTexts = readonly (string | null)[];

const columns = {
  validFrom: 'a.valid_from::text',
  expirationDate: 'a.expiration_date::text',
  certificateNumber: 'a.certificate_number',
  issuingBody: 'a.issuing_body',
  verificationUrl: 'a.verification_url',
  verificationStatus: 'a.verification_status',
  certificationValue: 'a.certification_value',
  auditDate: 'a.audit_date::text',
  initialCertificationDate: 'a.initial_certification_date::text',
  certificateCountries: `array_to_string(a.certificate_countries, ' ')`,
  createdAt: 'a.created_at::text',
  updatedAt: 'a.updated_at::text',
  certificationId: 'c.id::text',
  organizationId: 'c.organization_id::text',
  code: 'c.code',
  label: 'c.label',
  description: 'c.description',
  url: 'c.url',
  logoUrl: 'c.logo_url',
  certificationBodyId: 'c.certification_body_id::text',
  program: 'c.program',
  standard: 'c.standard',
};

type Column = keyof typeof columns;

/** The place of each column in a row. */
const place = Object.fromEntries(Object.keys(columns).map((name, index) => [name, index])) as Record<
  Column,
  number
>;

/**
 * The value of a column `certifications` in a statement on products `p`, as that of claims (`prefetch-claims.ts`).
 * @param gtin the product's GTIN: an SQL expression.
 * @param reader placeholder of the caller's organization.
 */
export function certificationsColumn(
  { size }: PrefetchedCertifications,
  gtin: string,
  reader: string,
): string {
  return `(select json_agg(row) from (
    select array[${Object.values(columns).join(', ')}] as row
    from certification_assignment a
    cross join lateral (select * from certification where id = a.certification_id limit 1) c
    where a.gtin = ${gtin} and ${isVisibleTo(reader)} order by c.label, c.id limit ${rowLimit(size)}) as ordered)`;
}

/** The product with the page of its certifications that was prefetched. */
export function withPrefetchedCertifications(
  product: ProductRecord,
  rows: readonly CertificationTexts[] | null,
  { size }: PrefetchedCertifications,
): ProductRecord {
  const request = { size, backward: false, after: undefined, before: undefined };
  const ordering = productCertificationsOrdering(product.gtin, { field: 'LABEL', direction: 'ASC' });
  const page = toPage(
    (rows ?? []).map((texts) => toAssignment(texts, product)),
    request,
    ordering,
  );
  return { ...product, firstCertifications: { size, page } };
}

function toAssignment(texts: CertificationTexts, product: ProductRecord): CertificationAssignmentRecord {
  const text = (column: Column) => texts[place[column]] as string;
  const nullable = (column: Column) => texts[place[column]] as string | null;
  const countries = text('certificateCountries');
  return {
    gtin: product.gtin,
    certification: {
      id: text('certificationId'),
      organizationId: nullable('organizationId'),
      code: text('code'),
      label: text('label'),
      description: text('description'),
      url: text('url'),
      logoUrl: nullable('logoUrl'),
      certificationBodyId: nullable('certificationBodyId'),
      program: text('program'),
      standard: text('standard'),
    },
    product,
    validFrom: nullable('validFrom'),
    expirationDate: nullable('expirationDate'),
    certificateNumber: text('certificateNumber'),
    issuingBody: text('issuingBody'),
    verificationUrl: text('verificationUrl'),
    verificationStatus: text('verificationStatus') as VerificationStatus,
    // Lists that select them are not prefetched.
    scope: '',
    metadata: {},
    certificationValue: text('certificationValue'),
    auditDate: nullable('auditDate'),
    initialCertificationDate: nullable('initialCertificationDate'),
    certificateCountries: countries === '' ? [] : countries.split(' '),
    createdAt: text('createdAt'),
    updatedAt: text('updatedAt'),
  };
}
