import { readOrganizationId } from '../../../codecs/global-id.js';
import { queryInBackground } from '../../../database/background-query.js';
import type { Database } from '../../../database/database.js';
import { SearchTimeout } from '../../../database/search-timeout.js';
import type { Statement } from '../../../database/statement.js';
import { Problem } from '../../../errors/problem.js';
import { upperCaseAscii } from '../../claims/comparisons.js';
import { MAX_PAGE_SIZE } from '../../pagination/page-request.js';
import type { CheckedFilter } from '../product-filter.js';
import { KeptCounts } from './kept-counts.js';

/** The counts that a process keeps, by the ORM of its database. */
const keptCounts = new WeakMap<object, KeptCounts>();

/** When a client may ask again for what is being counted, in seconds. */
const RETRY_AFTER_S = 5;

/** A count by a statement that grows with the data. */
interface CountRequest<Row> {
  /** The statement with so many rows at most. */
  readonly statement: (limit: number) => Statement<Row>;
  readonly values: readonly unknown[];
  readonly first: number;
}

/**
 * The name of a count that is kept if it takes too long; undefined for one that is not. Only what many callers ask for has
 * one: the facets of everything, of a claim, of an organization, and of both. Other filters are too many, and those with
 * certifications depend on the caller.
 */
export function keyOfKept(name: string, filter: CheckedFilter): string | undefined {
  const { product, claims, certificationCodes } = filter;
  const { organizationId, ...otherProduct } = product;
  const { all, ...otherClaims } = claims;
  const isOther = (members: object) => Object.keys(members).length > 0;
  if (isOther(otherProduct) || isOther(otherClaims) || certificationCodes || (all && all.length > 1)) {
    return undefined;
  }
  const organization = organizationId && readOrganizationId(organizationId);
  return JSON.stringify([name, organization ?? null, ...(all ?? []).map(upperCaseAscii)]);
}

/**
 * The rows of a count: those that are kept, otherwise as they are now. Throws a 503 if that takes longer than a search may;
 * then they are counted in the background, and kept for those who ask again, unless that has failed a short time ago or too
 * many counts wait.
 */
export async function countOrKeep<Row extends object>(
  database: Database,
  key: string,
  { statement, values, first }: CountRequest<Row>,
): Promise<Row[]> {
  const { orm } = database;
  const kept = keptCounts.get(orm) ?? new KeptCounts();
  keptCounts.set(orm, kept);
  const count = () => queryInBackground(database, statement(MAX_PAGE_SIZE).text, values);
  const found = kept.find(key, count) as readonly Row[] | undefined;
  if (found) return found.slice(0, first);
  try {
    return await database.query(statement(first), values);
  } catch (error) {
    if (!(error instanceof SearchTimeout) || !kept.request(key, count)) throw error;
    throw new Problem(
      'service_unavailable',
      'So many products are counted in the background. Please ask again in a few seconds.',
      { retryAfter: RETRY_AFTER_S },
    );
  }
}
