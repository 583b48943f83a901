import { ORGANIZATION_ID_PATTERN, readOrganizationId } from '../../codecs/global-id.js';
import { toGtin14 } from '../../codecs/gtin.js';
import type { Issue } from '../../errors/problem.js';
import { claimCodesSchema, MAX_CLAIM_CODES } from '../assignments/assignment-filter.js';
import { Conditions } from '../pagination/conditions.js';
import * as fields from '../validation/fields.js';
import { refuse, validator } from '../validation/validator.js';
import { type WithoutNulls, withoutNulls } from '../validation/without-nulls.js';
import { type ProductClaimsFilter, productClaimsIssues, productClaimsSchema } from './claims-condition.js';
import { hasWords } from './search-text.js';
import { addText } from './text-conditions.js';

const MAX_GTINS = 100;
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
  /** The owner, by its global id or either form of its id. */
  readonly organizationId?: string | null;
  readonly claims?: ProductClaimsFilter | null;
  /** At most 10 codes of claims in letters of either case, all of which the product carries today. */
  readonly claimCodes?: readonly string[] | null;
  /** At most 10 codes of certifications in letters of either case, all of which the product holds today. */
  readonly certificationCodes?: readonly string[] | null;
}

/** A checked filter, with what it requires of claims and certifications apart. */
export interface CheckedFilter {
  readonly product: Pick<WithoutNulls<ProductFilter>, 'gtins' | 'text' | 'brand' | 'organizationId'>;
  readonly claims: ProductClaimsFilter;
  readonly certificationCodes: readonly string[] | undefined;
}

const validate = validator({
  type: 'object',
  properties: {
    filter: {
      type: 'object',
      properties: {
        gtins: { type: 'array', maxItems: MAX_GTINS, items: fields.gtin },
        text: fields.searchText,
        brand: fields.searchText,
        organizationId: { type: 'string', pattern: ORGANIZATION_ID_PATTERN },
        claims: productClaimsSchema,
        claimCodes: claimCodesSchema,
        certificationCodes: claimCodesSchema,
      },
    },
  },
});

/** Checks a filter and omits null members, and a text without words. Throws a 422 for an invalid one. */
export function readProductFilter(unchecked: ProductFilter | null | undefined): CheckedFilter {
  const given = withoutNulls(unchecked);
  const claims = given.claims && withoutNulls(given.claims);
  const filter = { ...given, ...(claims && { claims }) };
  // First, because the validator looks at each item of a list and each letter of a text that is too long as well.
  refuse(sizeIssues(filter));
  validate({ filter });
  refuse([...productClaimsIssues(claims, ['filter', 'claims']), ...formerNameIssues(filter)]);
  const { claims: _, claimCodes, certificationCodes, text, ...others } = filter;
  return {
    product: { ...others, ...(text !== undefined && hasWords(text) && { text }) },
    claims: claims ?? (claimCodes?.length ? { all: claimCodes } : {}),
    certificationCodes,
  };
}

function sizeIssues({
  gtins,
  claimCodes,
  certificationCodes,
  claims,
  text,
}: WithoutNulls<ProductFilter>): Issue[] {
  const lists = [
    { path: ['gtins'], list: gtins, max: MAX_GTINS },
    { path: ['claimCodes'], list: claimCodes, max: MAX_CLAIM_CODES },
    { path: ['certificationCodes'], list: certificationCodes, max: MAX_CLAIM_CODES },
    ...(['all', 'any', 'none'] as const).map((name) => ({
      path: ['claims', name],
      list: claims?.[name],
      max: MAX_CLAIM_CODES,
    })),
  ];
  const issues: Issue[] = lists
    .filter(({ list, max }) => list && list.length > max)
    .map(({ path, max }) => ({
      path: ['filter', ...path],
      msg: `List should have at most ${max} items`,
      type: 'too_long',
    }));
  if (text !== undefined && hasTooManyWords(text)) {
    const msg = `Text should have at most ${MAX_WORDS} words`;
    issues.push({ path: ['filter', 'text'], msg, type: 'too_long' });
  }
  return issues;
}

/** The codes are those of `claims.all`, which other members of `claims` would change the meaning of. */
function formerNameIssues({ claims, claimCodes }: WithoutNulls<ProductFilter>): Issue[] {
  if (!claims || !claimCodes) return [];
  return [
    {
      path: ['filter', 'claimCodes'],
      msg: 'Codes are given either here or in the conditions on claims',
      type: 'exclusive',
    },
  ];
}

/** Each word is looked up by its beginning, and short ones find very many. Longer texts are refused for their length. */
function hasTooManyWords(text: string): boolean {
  if (text.length > 2 * MAX_TEXT_LENGTH || [...text].length > MAX_TEXT_LENGTH) return false;
  return [...text.normalize('NFKD').matchAll(/[\p{L}\p{M}\p{N}]+/gu)].length > MAX_WORDS;
}

/** The conditions on the columns of products `p`. */
export function productConditions(filter: CheckedFilter['product']): Conditions {
  const conditions = new Conditions();
  const { gtins, brand, organizationId, text } = filter;
  if (gtins) conditions.add(gtins.map(toGtin14), (list) => `p.gtin = any(${list}::text[])`);
  if (brand !== undefined) {
    conditions.add(brand, (value) => `fold_case(p.brand) collate "C" = fold_case(${value})`);
  }
  if (organizationId !== undefined) {
    conditions.add(readOrganizationId(organizationId), (id) => `p.organization_id = ${id}::uuid`);
  }
  if (text !== undefined) addText(conditions, text);
  return conditions;
}
