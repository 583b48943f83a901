import type { ClaimCategory } from '../../entities/claim.js';
import type { ClaimSource } from '../../entities/claim-assignment.js';
import { productClaimsOrdering } from '../assignments/list-product-claims.js';
import { type Page, rowLimit, toPage } from '../pagination/page.js';
import type { ClaimAssignmentRecord, ProductRecord } from '../records.js';

/**
 * Claims that the statement which reads products also reads: the first claims of each product in the order of
 * their codes, without evidence and metadata.
 */
export interface PrefetchedClaims {
  /** Size of the requested page. */
  readonly size: number;
  /** Whether times and descriptions are not selected; then they are not read. */
  readonly isBrief: boolean;
}

/** A row of a statement that prefetches claims. */
export type ProductRow = ProductRecord & { readonly claims: readonly AssignmentTexts[] | null };

/** An assignment and its claim: the columns below, each as text. */
type AssignmentTexts = readonly (string | null)[];

const briefColumns = {
  source: 'a.source',
  validFrom: 'a.valid_from::text',
  expirationDate: 'a.expiration_date::text',
  claimId: 'c.id::text',
  code: 'c.code',
  label: 'c.label',
  category: 'c.category',
  requiresDefinition: 'c.requires_definition::text',
};

const columns = {
  ...briefColumns,
  description: 'c.description',
  createdAt: 'a.created_at::text',
  updatedAt: 'a.updated_at::text',
};

/** The place of each column in a row. */
const place = Object.fromEntries(Object.keys(columns).map((name, index) => [name, index])) as Record<
  keyof typeof columns,
  number
>;

/**
 * The value of a column `claims` in a statement on products `p`. Rows as arrays of texts cost PostgreSQL and
 * this process less than a row of the result each. A claim is looked up by its id for each assignment: by a
 * plain join the whole catalogue would be read for each product.
 * @param gtin the product's GTIN: an SQL expression.
 */
export function claimsColumn({ size, isBrief }: PrefetchedClaims, gtin: string): string {
  const read = Object.values(isBrief ? briefColumns : columns);
  return `(select json_agg(row) from (
    select array[${read.join(', ')}] as row
    from claim_assignment a cross join lateral (select * from claim where id = a.claim_id limit 1) c
    where a.gtin = ${gtin} order by c.code limit ${rowLimit(size)}) as ordered)`;
}

/** The part of a statement's name that identifies the variant of prefetched claims. */
export function claimsName({ size, isBrief }: PrefetchedClaims): string {
  return `${isBrief ? 'brief_' : ''}claims_${rowLimit(size)}`;
}

/** The product with the page of its claims that was read along. */
export function withPrefetchedClaims(
  { claims, ...product }: ProductRow,
  { size }: PrefetchedClaims,
): ProductRecord {
  const rows = (claims ?? []).map((texts) => toAssignment(texts, product));
  return { ...product, firstClaims: { size, page: firstPage(rows, product.gtin, size) } };
}

function firstPage(
  rows: readonly ClaimAssignmentRecord[],
  gtin: string,
  size: number,
): Page<ClaimAssignmentRecord> {
  const request = { size, backward: false, after: undefined, before: undefined };
  const ordering = productClaimsOrdering(gtin, { field: 'CLAIM', direction: 'ASC' });
  return toPage(rows, request, ordering);
}

function toAssignment(texts: AssignmentTexts, product: ProductRecord): ClaimAssignmentRecord {
  return {
    gtin: product.gtin,
    claim: {
      id: texts[place.claimId] as string,
      code: texts[place.code] as string,
      label: texts[place.label] as string,
      category: texts[place.category] as ClaimCategory,
      requiresDefinition: texts[place.requiresDefinition] === 'true',
      description: texts[place.description] as string,
    },
    product,
    source: texts[place.source] as ClaimSource,
    validFrom: texts[place.validFrom] as string | null,
    expirationDate: texts[place.expirationDate] as string | null,
    // Lists that select them are not prefetched.
    evidenceUrl: null,
    evidenceNote: null,
    metadata: {},
    createdAt: texts[place.createdAt] as string,
    updatedAt: texts[place.updatedAt] as string,
  };
}
