import { rowLimit } from '../pagination/page.js';
import type { ProductRecord } from '../records.js';
import {
  type CertificationTexts,
  certificationsColumn,
  type PrefetchedCertifications,
  withPrefetchedCertifications,
} from './prefetch-certifications.js';
import {
  claimsColumn,
  claimsName,
  type PrefetchedClaims,
  type ProductRow,
  withPrefetchedClaims,
} from './prefetch-claims.js';

/** What the statement which reads products also reads: their first claims, their first certifications, or both. */
export interface Prefetched {
  readonly claims: PrefetchedClaims | undefined;
  readonly certifications: PrefetchedCertifications | undefined;
}

/** A row of a statement that prefetches. */
type PrefetchedRow = ProductRow & { readonly certifications?: readonly CertificationTexts[] | null };

/**
 * The columns of what is prefetched, in a statement on products `p`.
 * @param addReader adds the caller's organization to the values and returns its placeholder.
 * @param gtin the product's GTIN: a placeholder where the statement is about one product, whose lists Citus would look
 *   for on every shard otherwise.
 */
export function prefetchedColumns(
  { claims, certifications }: Prefetched,
  addReader: () => string,
  gtin = 'p.gtin',
): string {
  const columns = claims ? [`${claimsColumn(claims, gtin)} as claims`] : [];
  if (certifications) {
    columns.push(`${certificationsColumn(certifications, gtin, addReader())} as certifications`);
  }
  return columns.join(', ');
}

/** The part of a statement's name that identifies what it prefetches. */
export function prefetchName({ claims, certifications }: Prefetched): string {
  if (!certifications) return claims ? claimsName(claims) : '';
  const name = `certifications_${rowLimit(certifications.size)}`;
  return claims ? `${claimsName(claims)}_${name}` : name;
}

/** The product with the pages that were prefetched. */
export function withPrefetched(row: ProductRecord, { claims, certifications }: Prefetched): ProductRecord {
  if (!certifications) return claims ? withPrefetchedClaims(row as PrefetchedRow, claims) : row;
  const { certifications: texts = null, ...others } = row as PrefetchedRow;
  const product = claims ? withPrefetchedClaims(others, claims) : others;
  return withPrefetchedCertifications(product, texts, certifications);
}
