import { toGtin14 } from '../../codecs/gtin.js';
import type { Database } from '../../database/database.js';
import { prepared, type Statement, search, unprepared } from '../../database/statement.js';
import type { Issue } from '../../errors/problem.js';
import { productColumns } from '../columns.js';
import { Conditions } from '../pagination/conditions.js';
import {
  gtinKey,
  type Order,
  type Ordering,
  orderBy,
  type SortKey,
  textKey,
  timestampKey,
} from '../pagination/ordering.js';
import { type Page, rowLimit, toPage } from '../pagination/page.js';
import { type PageArguments, type PageRequest, readPageRequest } from '../pagination/page-request.js';
import type { ProductRecord } from '../records.js';
import * as fields from '../validation/fields.js';
import { refuse, validator } from '../validation/validator.js';
import { type WithoutNulls, withoutNulls } from '../validation/without-nulls.js';
import {
  claimsColumn,
  claimsName,
  type PrefetchedClaims,
  type ProductRow,
  withPrefetchedClaims,
} from './prefetch-claims.js';
import { countProductsWithClaims, findCodedClaims, pageOfProductsWithClaims } from './products-by-claims.js';
import { asciiPart, asciiWords, gtinOf, hasWords } from './search-text.js';

const MAX_GTINS = 100;
const MAX_CLAIM_CODES = 10;
/** Words that are searched for together. */
const MAX_WORDS = 20;
const MAX_TEXT_LENGTH = fields.searchText.maxLength;

/** Conditions on products: a product must fulfil all of them. */
export interface ProductFilter {
  /** At most 100 GTINs of 8 to 14 digits. */
  readonly gtins?: readonly string[] | null;
  /**
   * At most 1,000 characters and 20 words of name or brand, each from its beginning, without regard to case and
   * accents; or a GTIN of 8 to 14 digits. A text without words is no filter.
   */
  readonly text?: string | null;
  /** The whole brand, in letters of either case. */
  readonly brand?: string | null;
  /** At most 10 codes of claims in letters of either case, all of which the product carries today. */
  readonly claimCodes?: readonly string[] | null;
}

/** What products can be ordered by. */
export const productOrderFields = ['GTIN', 'NAME', 'CREATED_AT'] as const;
export type ProductOrderField = (typeof productOrderFields)[number];

const validate = validator({
  type: 'object',
  properties: {
    filter: {
      type: 'object',
      properties: {
        gtins: { type: 'array', maxItems: MAX_GTINS, items: fields.gtin },
        text: fields.searchText,
        brand: fields.searchText,
        claimCodes: { type: 'array', maxItems: MAX_CLAIM_CODES, items: fields.searchText },
      },
    },
  },
});

const byGtin = gtinKey('p.gtin');

const sortKeys: Record<ProductOrderField, readonly SortKey<ProductRecord>[]> = {
  GTIN: [byGtin],
  NAME: [textKey('p.name', ({ name }: ProductRecord) => name), byGtin],
  CREATED_AT: [timestampKey('p.created_at', ({ createdAt }: ProductRecord) => createdAt), byGtin],
};

/**
 * A page of products. Throws a 422 for invalid arguments.
 * @param ahead claims to read along, by the same statement.
 */
export async function listProducts(
  database: Database,
  args: PageArguments,
  filter?: ProductFilter | null,
  order: Order<ProductOrderField> = { field: 'GTIN', direction: 'ASC' },
  ahead?: PrefetchedClaims,
): Promise<Page<ProductRecord>> {
  const descending = order.direction === 'DESC';
  const list = `products:${order.field}:${order.direction}`;
  const ordering: Ordering<ProductRecord> = { list, keys: sortKeys[order.field], descending };
  const request = readPageRequest(args, ordering);
  const { claimCodes, ...rest } = readFilter(filter);
  const claims = await findCodedClaims(database, claimCodes ?? []);
  if (!claims) return toPage([], request, ordering);
  const conditions = filterConditions(rest, claims);
  if (rest.text !== undefined) ruleOutOthers(conditions, rest.text);
  const isPlain = conditions.isEmpty && claims.length === 0 && order.field === 'GTIN' && !descending;
  const page =
    claims.length > 0
      ? pageOfProductsWithClaims(claims.length, conditions, ordering, request)
      : pageOfProducts(conditions, ordering, request);
  const statement = pageStatement(page, ordering, request, conditions, isPlain, ahead);
  // GTINs alone are looked up; everything else is searched for.
  const isSearch = claims.length > 0 || rest.brand !== undefined || rest.text !== undefined;
  const rows = await database.query(isSearch ? { ...statement, isSearch } : statement, conditions.values);
  const products = ahead ? rows.map((row) => withPrefetchedClaims(row as ProductRow, ahead)) : rows;
  return toPage(products, request, ordering);
}

/** What stands behind `select`, for a page of the products that fit the conditions; adds the page's bounds. */
function pageOfProducts(conditions: Conditions, ordering: Ordering, request: PageRequest): string {
  conditions.between(ordering, request);
  return `from product p${conditions.toSql('where')} order by ${orderBy(ordering, request.backward)} limit ${rowLimit(request.size)}`;
}

/** The everyday lists are prepared under a name; others vary too much to be kept. */
function pageStatement(
  page: string,
  ordering: Ordering,
  { size, backward, after, before }: PageRequest,
  conditions: Conditions,
  isPlain: boolean,
  ahead: PrefetchedClaims | undefined,
): Statement<ProductRecord> {
  const order = orderBy(ordering, backward);
  const text = ahead
    ? `with page as materialized (select p.* ${page}),
placed as (select p.*, row_number() over (order by ${order}) as place from page p)
select ${productColumns}, case when p.place <= ${conditions.placeholder(size)}::int
  then ${claimsColumn(ahead)} end as claims
from placed p order by p.place`
    : `select ${productColumns} ${page}`;
  if (!isPlain || backward || before) return unprepared(text);
  const claims = ahead ? `_with_${claimsName(ahead)}` : '';
  return prepared(`list_products_${after ? 'after_' : ''}${rowLimit(size)}${claims}`, text);
}

/** How many products fit a filter. Throws a 422 for an invalid one. */
export async function countProducts(database: Database, filter?: ProductFilter | null): Promise<number> {
  const { claimCodes, ...rest } = readFilter(filter);
  const claims = await findCodedClaims(database, claimCodes ?? []);
  if (!claims) return 0;
  const conditions = filterConditions(rest, claims);
  const statement =
    claims.length > 0
      ? countProductsWithClaims(claims.length, conditions)
      : search<{ count: string }>(`select count(*) as count from product p${conditions.toSql('where')}`);
  const [row] = await database.query(statement, conditions.values);
  return Number(row?.count);
}

/** What is searched, and its words, which an index contains under the same expression. */
const names = `(p.name || ' ' || p.brand)`;
const searchable = `search_words${names}`;

/** Every word of the text from its beginning. */
const wordPrefixes = (text: string) =>
  `(replace(nullif(search_words(${text})::text, ''), ''' ''', ''':* & ''') || ':*')::tsquery`;

/** Checks a filter and omits a text without words. Throws a 422 for an invalid one. */
function readFilter(unchecked: ProductFilter | null | undefined): WithoutNulls<ProductFilter> {
  const filter = withoutNulls(unchecked);
  // First, because the validator looks at each item of a list and each letter of a text that is too long as well.
  refuse(sizeIssues(filter));
  validate({ filter });
  if (filter.text === undefined || hasWords(filter.text)) return filter;
  const { text: _, ...others } = filter;
  return others;
}

function sizeIssues({ gtins, claimCodes, text }: WithoutNulls<ProductFilter>): Issue[] {
  const lists = { gtins: [gtins, MAX_GTINS], claimCodes: [claimCodes, MAX_CLAIM_CODES] } as const;
  const issues: Issue[] = Object.entries(lists).flatMap(([name, [list, max]]) =>
    list !== undefined && list.length > max
      ? [{ path: ['filter', name], msg: `List should have at most ${max} items`, type: 'too_long' }]
      : [],
  );
  if (text !== undefined && hasTooManyWords(text)) {
    const msg = `Text should have at most ${MAX_WORDS} words`;
    issues.push({ path: ['filter', 'text'], msg, type: 'too_long' });
  }
  return issues;
}

/** Each word is looked up by its beginning, and short ones find very many. Longer texts are refused for their length. */
function hasTooManyWords(text: string): boolean {
  if (text.length > 2 * MAX_TEXT_LENGTH || [...text].length > MAX_TEXT_LENGTH) return false;
  return [...text.normalize('NFKD').matchAll(/[\p{L}\p{M}\p{N}]+/gu)].length > MAX_WORDS;
}

/** The conditions of a checked filter on products; the claims are no more than the first values. */
function filterConditions(
  filter: Omit<WithoutNulls<ProductFilter>, 'claimCodes'>,
  claims: readonly string[],
): Conditions {
  const conditions = new Conditions(...claims);
  if (filter.gtins) conditions.add(filter.gtins.map(toGtin14), (gtins) => `p.gtin = any(${gtins}::text[])`);
  if (filter.brand !== undefined)
    conditions.add(filter.brand, (brand) => `fold_case(p.brand) collate "C" = fold_case(${brand})`);
  if (filter.text !== undefined) addText(conditions, filter.text);
  return conditions;
}

/** Either way of finding a product by its GTIN has an index, and PostgreSQL puts both together. */
function addText(conditions: Conditions, text: string): void {
  const gtin = gtinOf(text);
  const byGtin = gtin === undefined ? undefined : `p.gtin = ${conditions.placeholder(gtin)}`;
  const words = asciiWords(text);
  // What needs no function of the database is planned sooner.
  const value = words ? words.map((word) => `${word}:*`).join(' & ') : text;
  conditions.add(value, (placeholder) => {
    const byWords = `${searchable} @@ ${words ? `${placeholder}::tsquery` : wordPrefixes(placeholder)}`;
    return byGtin === undefined ? byWords : `(${byGtin} or ${byWords})`;
  });
}

/**
 * Adds a condition that follows from that on the words, for lists in whose order PostgreSQL looks for words that many
 * products have: cutting each product's words anew takes many times as long. It must not make the planner expect fewer
 * rows, which holds for the inequality.
 */
function ruleOutOthers(conditions: Conditions, text: string): void {
  const part = gtinOf(text) === undefined ? asciiPart(text) : undefined;
  if (part === undefined) return;
  conditions.add(
    part,
    (placeholder) => `(octet_length(${names}) <> char_length(${names})
  or position(${placeholder} in lower(${names} collate "C")) > 0)`,
  );
}
