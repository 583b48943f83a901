import { type GraphQLResolveInfo, getArgumentValues, Kind } from 'graphql';
import type { ProductCertificationsArgs } from '../../schema/inputs/certification-list-args.js';
import type { ProductClaimsArgs } from '../../schema/inputs/list-args.js';
import { DEFAULT_PAGE_SIZE, MAX_PAGE_SIZE } from '../../services/pagination/page-request.js';
import type { Prefetched } from '../../services/products/prefetch.js';
import type { PrefetchedCertifications } from '../../services/products/prefetch-certifications.js';
import type { PrefetchedClaims } from '../../services/products/prefetch-claims.js';
import type { ProductRecord } from '../../services/records.js';
import { CERTIFICATION_DETAILS, DETAILS } from './assignment-details.js';
import { perField } from './per-field.js';
import { fieldOf, namesBelow, resolvedField, type Selection, selectionsBelow } from './selections.js';

/** The maximum rows of a selected page with these variables; undefined for a page that is not prefetched. */
type PageSize = (info: Pick<GraphQLResolveInfo, 'variableValues'>) => number | undefined;

/** The claims and certifications of products that the selection below a field contains. */
interface Plan {
  readonly claims: PageSize;
  /** Whether brief rows contain all of it. */
  readonly isBrief: boolean;
  readonly certifications: PageSize;
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
 * The lists that the statement which reads the products can prefetch for the selection below `product` or `products`:
 * a first page in the default order, the same for every selection of claims, or of certifications. Undefined for other
 * selections, which the loaders read.
 */
export function lookAhead(info: GraphQLResolveInfo): Prefetched | undefined {
  const plan = planOf(info);
  const claims = lookAheadToClaims(plan, info);
  const certifications = lookAheadToCertifications(plan, info);
  return claims || certifications ? { claims, certifications } : undefined;
}

function lookAheadToClaims(plan: Plan, info: GraphQLResolveInfo): PrefetchedClaims | undefined {
  const size = plan.claims(info);
  return size === undefined ? undefined : { size, isBrief: plan.isBrief };
}

function lookAheadToCertifications(
  plan: Plan,
  info: GraphQLResolveInfo,
): PrefetchedCertifications | undefined {
  const size = plan.certifications(info);
  return size === undefined ? undefined : { size };
}

/** The prefetched claims of a product, if they are the selected ones. */
export function prefetchedClaims({ firstClaims }: ProductRecord, args: ProductClaimsArgs) {
  return firstClaims && firstPageSize(args, 'CLAIM') === firstClaims.size ? firstClaims.page : undefined;
}

/** The prefetched certifications of a product, if they are the selected ones. */
export function prefetchedCertifications(
  { firstCertifications }: ProductRecord,
  args: ProductCertificationsArgs,
) {
  return firstCertifications && firstPageSize(args, 'LABEL') === firstCertifications.size
    ? firstCertifications.page
    : undefined;
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
  const certifications = products.flatMap((product) => selectionsBelow(product, 'certifications', info));
  const assignments = rowsOf(claims, info);
  const isBrief =
    hasOnly(assignments, BRIEF_ASSIGNMENT, info) &&
    hasOnly(
      assignments.flatMap((assignment) => selectionsBelow(assignment, 'claim', info)),
      BRIEF_CLAIM,
      info,
    );
  // Evidence and metadata are not prefetched.
  const hasDetails = hasAny(assignments, DETAILS, info);
  const hasCertificationDetails = hasAny(rowsOf(certifications, info), CERTIFICATION_DETAILS, info);
  return {
    claims: commonPageSize(hasDetails ? [] : claims, 'CLAIM'),
    isBrief,
    certifications: commonPageSize(hasCertificationDetails ? [] : certifications, 'LABEL'),
  };
});

/** The page size that all selections of a list share; it is read once for all requests if no variable decides it. */
function commonPageSize(selections: readonly Selection[], defaultOrder: 'CLAIM' | 'LABEL'): PageSize {
  const read: PageSize = (info) => {
    const sizes = new Set(
      selections.map((selection) => firstPageSize(readArguments(selection, info), defaultOrder)),
    );
    return sizes.size === 1 ? sizes.values().next().value : undefined;
  };
  if (!selections.every(hasScalarArguments)) return read;
  const size = read({ variableValues: {} });
  return () => size;
}

/** Whether the arguments are literals of scalars and enums; objects and lists can contain variables. */
function hasScalarArguments({ nodes: [node] }: Selection): boolean {
  const composed: readonly Kind[] = [Kind.VARIABLE, Kind.OBJECT, Kind.LIST];
  return (node?.arguments ?? []).every(({ value }) => !composed.includes(value.kind));
}

/** The selections of the rows of lists. */
function rowsOf(lists: readonly Selection[], info: GraphQLResolveInfo): Selection[] {
  return lists.flatMap((list) => [
    ...selectionsBelow(list, 'nodes', info),
    ...selectionsBelow(list, 'edges', info).flatMap((edges) => selectionsBelow(edges, 'node', info)),
  ]);
}

function hasOnly(selections: readonly Selection[], names: readonly string[], info: GraphQLResolveInfo) {
  return selections.every((selection) => namesBelow(selection, info).every((name) => names.includes(name)));
}

function hasAny(selections: readonly Selection[], names: ReadonlySet<string>, info: GraphQLResolveInfo) {
  return selections.some((selection) => namesBelow(selection, info).some((name) => names.has(name)));
}

/** Undefined if the arguments are invalid, which the field itself reports. */
function readArguments(selection: Selection, { variableValues }: Pick<GraphQLResolveInfo, 'variableValues'>) {
  const [node] = selection.nodes;
  const field = fieldOf(selection);
  if (!node || !field) return undefined;
  try {
    return getArgumentValues(field, node, variableValues) as ProductClaimsArgs & ProductCertificationsArgs;
  } catch {
    return undefined;
  }
}

/**
 * Returns the maximum rows of the selected page; undefined for a page that is not prefetched.
 * @param defaultOrder field of the list's default order.
 */
function firstPageSize(
  args: ProductClaimsArgs | ProductCertificationsArgs | undefined,
  defaultOrder: 'CLAIM' | 'LABEL',
): number | undefined {
  if (!args) return undefined;
  const { first, after, last, before, filter, orderBy } = args;
  if (after != null || last != null || before != null) return undefined;
  if (filter && Object.values(filter).some((value) => value !== null)) return undefined;
  if (orderBy && (orderBy.field !== defaultOrder || orderBy.direction !== 'ASC')) return undefined;
  const size = first ?? DEFAULT_PAGE_SIZE;
  return size >= 0 && size <= MAX_PAGE_SIZE ? size : undefined;
}
