import { type GraphQLResolveInfo, getArgumentValues } from 'graphql';
import type { ProductClaimsArgs } from '../../schema/inputs/list-args.js';
import { DEFAULT_PAGE_SIZE, MAX_PAGE_SIZE } from '../../services/pagination/page-request.js';
import type { PrefetchedClaims } from '../../services/products/prefetch-claims.js';
import type { ProductRecord } from '../../services/records.js';
import { DETAILS } from './assignment-details.js';
import { perField } from './per-field.js';
import { fieldOf, namesBelow, resolvedField, type Selection, selectionsBelow } from './selections.js';

/** The claims of products that the selection below a field contains. */
interface Plan {
  readonly claims: readonly Selection[];
  /** Whether brief rows contain all of it. */
  readonly isBrief: boolean;
  /** Whether evidence or metadata is selected, which are not prefetched. */
  readonly hasDetails: boolean;
}

/** Fields of assignments and of claims that brief rows contain. */
const BRIEF_ASSIGNMENT: readonly string[] = [
  '__typename',
  'id',
  'source',
  'validFrom',
  'expirationDate',
  'isActive',
  'claim',
];
const BRIEF_CLAIM: readonly string[] = [
  '__typename',
  'id',
  'code',
  'label',
  'category',
  'requiresDefinition',
];

/**
 * The claims that the statement which reads the products can prefetch for the selection below `product` or
 * `products`: a first page in the default order, the same for every selection of claims. Undefined for other
 * selections, which the loaders read.
 */
export function lookAheadToClaims(info: GraphQLResolveInfo): PrefetchedClaims | undefined {
  const { claims, isBrief, hasDetails } = planOf(info);
  if (hasDetails) return undefined;
  const sizes = new Set(claims.map((selection) => firstPageSize(readArguments(selection, info))));
  const [size] = sizes;
  return sizes.size === 1 && size !== undefined ? { size, isBrief } : undefined;
}

/** The prefetched claims of a product, if they are the selected ones. */
export function prefetchedClaims({ firstClaims }: ProductRecord, args: ProductClaimsArgs) {
  return firstClaims && firstPageSize(args) === firstClaims.size ? firstClaims.page : undefined;
}

const planOf = perField((info): Plan => {
  const root = resolvedField(info);
  const products =
    info.fieldName === 'product'
      ? [root]
      : [
          ...selectionsBelow(root, 'nodes', info),
          ...selectionsBelow(root, 'edges', info).flatMap((edges) => selectionsBelow(edges, 'node', info)),
        ];
  const claims = products.flatMap((product) => selectionsBelow(product, 'claims', info));
  const assignments = claims.flatMap((one) => [
    ...selectionsBelow(one, 'nodes', info),
    ...selectionsBelow(one, 'edges', info).flatMap((edges) => selectionsBelow(edges, 'node', info)),
  ]);
  const isBrief =
    hasOnly(assignments, BRIEF_ASSIGNMENT, info) &&
    hasOnly(
      assignments.flatMap((assignment) => selectionsBelow(assignment, 'claim', info)),
      BRIEF_CLAIM,
      info,
    );
  return { claims, isBrief, hasDetails: hasAny(assignments, DETAILS, info) };
});

function hasOnly(selections: readonly Selection[], names: readonly string[], info: GraphQLResolveInfo) {
  return selections.every((selection) => namesBelow(selection, info).every((name) => names.includes(name)));
}

function hasAny(selections: readonly Selection[], names: ReadonlySet<string>, info: GraphQLResolveInfo) {
  return selections.some((selection) => namesBelow(selection, info).some((name) => names.has(name)));
}

/** Undefined where the arguments are faulty, which the field itself will report. */
function readArguments(selection: Selection, { variableValues }: GraphQLResolveInfo) {
  const [node] = selection.nodes;
  const field = fieldOf(selection);
  if (!node || !field) return undefined;
  try {
    return getArgumentValues(field, node, variableValues) as ProductClaimsArgs;
  } catch {
    return undefined;
  }
}

/** How many claims the page holds at most that is asked for; undefined for a page that is not read ahead. */
function firstPageSize(args: ProductClaimsArgs | undefined): number | undefined {
  if (!args) return undefined;
  const { first, after, last, before, filter, orderBy } = args;
  if (after != null || last != null || before != null) return undefined;
  if (filter && Object.values(filter).some((value) => value !== null)) return undefined;
  if (orderBy && (orderBy.field !== 'CLAIM' || orderBy.direction !== 'ASC')) return undefined;
  const size = first ?? DEFAULT_PAGE_SIZE;
  return size >= 0 && size <= MAX_PAGE_SIZE ? size : undefined;
}
