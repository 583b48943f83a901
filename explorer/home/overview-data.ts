import { readData } from '../session/graphql.ts';

/** Days that "soon" is on the page. */
export const SOON_DAYS = 60;

/** Rows of expiring assignments that are read; the page lists the first of them. */
const EXPIRING_ROWS = 100;

interface Counted {
  readonly totalCount: number;
}

/** Changes that the page lists. */
const CHANGES = 6;

/** Numbers of what is stored. A field that the server could not count in time is null. */
export interface Counts {
  readonly products: Counted | null;
  readonly claims: Counted | null;
}

/** A claim of a product that expires. */
export interface Expiring {
  readonly id: string;
  readonly expirationDate: string;
  readonly product: { readonly gtin: string; readonly name: string };
  readonly claim: { readonly label: string; readonly category: string };
}

/** A change of an assignment of the organization. */
export interface Change {
  readonly id: string;
  /** RFC 3339, in UTC. */
  readonly at: string;
  readonly action: 'ASSIGNED' | 'UPDATED' | 'REMOVED';
  readonly product: { readonly gtin: string; readonly name: string };
  readonly claim: { readonly label: string };
}

/** How many products carry a claim of a category today. */
export interface CategoryCount {
  readonly category: string;
  readonly count: number;
}

/** What the assignments say. A field that could not be read is null. */
export interface AssignmentFigures {
  readonly assignments: Counted | null;
  readonly viewer: { readonly organization: { readonly products: Counted | null } };
  /** The assignments of the own organization that expire within `SOON_DAYS`, the next first: as many as are read. */
  readonly expiring: {
    readonly pageInfo: { readonly hasNextPage: boolean };
    readonly nodes: readonly Expiring[];
  } | null;
  /** The last changes, the oldest first; null also for publishable keys. */
  readonly changes: { readonly nodes: readonly Change[] } | null;
  readonly products: { readonly facets: { readonly categories: readonly CategoryCount[] } | null } | null;
}

/** Two counts over the registry, which cost two requests of the quota. */
const COUNTS = `query Counts {
  products(first: 0) { totalCount }
  claims(first: 0) { totalCount }
}`;

/** Searches and counts that cost eight requests of the quota; a `totalCount` of the expiring ones would cost three more. */
const FIGURES = `query Figures($organizationId: ID!, $today: Date!, $soon: Date!) {
  assignments: claimAssignments(first: 0) { totalCount }
  viewer { organization { products(first: 0) { totalCount } } }
  expiring: claimAssignments(
    first: ${EXPIRING_ROWS}
    filter: { organizationId: $organizationId, expiresFrom: $today, expiresUntil: $soon }
    orderBy: { field: EXPIRATION_DATE, direction: ASC }
  ) {
    pageInfo { hasNextPage }
    nodes { id expirationDate product { gtin name } claim { label category } }
  }
  changes: claimEvents(last: ${CHANGES}) { nodes { id at action product { gtin name } claim { label } } }
  products(first: 0) { facets { categories { category count } } }
}`;

/** The numbers of products and claims; undefined when the server refuses to tell, or cannot be reached. */
export function readCounts(): Promise<Counts | undefined> {
  return readData<Counts>(COUNTS, {});
}

/** The figures of assignments; undefined also where the schema of the server does not have them. */
export function readFigures(organizationId: string): Promise<AssignmentFigures | undefined> {
  const now = Date.now();
  return readData<AssignmentFigures>(FIGURES, {
    organizationId,
    today: dayOf(now),
    soon: dayOf(now + SOON_DAYS * 86_400_000),
  });
}

/** The day in UTC, which is what the server means by today. */
function dayOf(time: number): string {
  return new Date(time).toISOString().slice(0, 10);
}
