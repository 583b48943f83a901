import * as fc from 'fast-check';
import type { Held, Model } from './model.js';
import type { Run } from './run.js';
import { claims, foreignGtin, gtins } from './world.js';

/** Which assignments count, whatever list they are searched in. */
interface Counted {
  readonly source?: string;
  readonly activeOn?: string;
  readonly expiresFrom?: string;
  readonly expiresUntil?: string;
}

interface AssignmentSearch extends Counted {
  readonly claimCodes?: readonly string[];
  readonly validity?: readonly string[];
  readonly hasEvidence?: boolean;
}

interface ClaimsFilter extends Counted {
  readonly all?: readonly string[];
  readonly any?: readonly string[];
  readonly none?: readonly string[];
}

/** What is asked: both lists with filters of their own, and counts over the second. */
interface Search {
  readonly assignments: AssignmentSearch;
  readonly order: { readonly field: 'GTIN' | 'EXPIRATION_DATE'; readonly direction: 'ASC' | 'DESC' };
  readonly claims: ClaimsFilter;
}

/** An assignment with its product and claim. */
interface Found {
  readonly gtin: string;
  readonly code: string;
  readonly held: Held;
}

const SEARCH = `query ($search: ClaimAssignmentSearch, $order: ClaimAssignmentSearchOrder, $products: ProductFilter) {
  claimAssignments(first: 100, filter: $search, orderBy: $order) { totalCount nodes { product { gtin } claim { code } } }
  products(first: 100, filter: $products) { totalCount nodes { gtin } facets {
    claims { claim { code } count } sources { source count } } } }`;

/** A search across the products of the world, whose lists and counts must be the model's. */
export class SearchCommand implements fc.AsyncCommand<Model, Run> {
  private readonly search: Search;

  constructor(search: Search) {
    this.search = search;
  }

  check(): boolean {
    return true;
  }

  async run(model: Model, { world: { gateway, keys }, seen }: Run): Promise<void> {
    const { assignments, order, claims: filter } = this.search;
    const all = everyAssignment(model);
    const found = all.filter((one) => fits(one, assignments)).sort(comparison(order));
    const products = gtins.filter((gtin) => carries(all, gtin, filter)).sort();
    for (const [kind, { length }] of Object.entries({ assignments: found, products })) {
      const name = `search ${kind} ${length > 0 ? 'found' : 'none'}`;
      seen.set(name, (seen.get(name) ?? 0) + 1);
    }
    const { body } = await gateway.graphql(SEARCH, {
      key: keys.editor,
      variables: { search: { ...assignments, gtins }, order, products: { gtins, claims: filter } },
    });
    expect(body.errors).toBeUndefined();
    expect({
      assignments: body.data.claimAssignments.nodes.map(({ product, claim }: any) => [
        product.gtin,
        claim.code,
      ]),
      count: body.data.claimAssignments.totalCount,
      products: body.data.products.nodes.map(({ gtin }: any) => gtin),
      productCount: body.data.products.totalCount,
      facets: body.data.products.facets,
    }).toEqual({
      assignments: found.map(({ gtin, code }) => [gtin, code]),
      count: found.length,
      products,
      productCount: products.length,
      facets: facetsOf(all.filter(({ gtin, held }) => products.includes(gtin) && isActive(held, today()))),
    });
  }

  toString(): string {
    return `search ${JSON.stringify(this.search)}`;
  }
}

const today = () => new Date().toISOString().slice(0, 10);

function everyAssignment({ carried }: Model): Found[] {
  return [...carried].flatMap(([gtin, held]) => [...held].map(([code, one]) => ({ gtin, code, held: one })));
}

function isActive({ validFrom, expirationDate }: Held, day: string): boolean {
  return (validFrom ?? day) <= day && (expirationDate ?? day) >= day;
}

function validityOf({ validFrom, expirationDate }: Held): string {
  if (validFrom !== null && validFrom > today()) return 'UPCOMING';
  return expirationDate !== null && expirationDate < today() ? 'EXPIRED' : 'ACTIVE';
}

function hasTerms(held: Held, { source, expiresFrom, expiresUntil }: Counted): boolean {
  const { expirationDate } = held;
  if (source !== undefined && held.source !== source) return false;
  if (expiresFrom !== undefined && (expirationDate === null || expirationDate < expiresFrom)) return false;
  return expiresUntil === undefined || (expirationDate !== null && expirationDate <= expiresUntil);
}

function fits({ gtin, code, held }: Found, search: AssignmentSearch): boolean {
  const { activeOn, claimCodes, validity, hasEvidence } = search;
  const isEvident = held.evidenceUrl !== '' || held.evidenceNote !== '';
  return (
    hasTerms(held, search) &&
    (activeOn === undefined || isActive(held, activeOn)) &&
    (claimCodes === undefined || claimCodes.some((one) => one.toUpperCase() === code)) &&
    (validity === undefined || validity.includes(validityOf(held))) &&
    // Of the product of another organization, evidence is neither there nor absent.
    (hasEvidence === undefined || (gtin !== foreignGtin && isEvident === hasEvidence))
  );
}

function carries(all: readonly Found[], gtin: string, filter: ClaimsFilter): boolean {
  const { all: required, any, none, activeOn = today(), ...terms } = filter;
  const counted = all.filter(
    (one) => one.gtin === gtin && isActive(one.held, activeOn) && hasTerms(one.held, terms),
  );
  const has = (code: string) => counted.some((one) => one.code === code.toUpperCase());
  if (required || any || none) {
    return (required ?? []).every(has) && (any === undefined || any.some(has)) && !(none ?? []).some(has);
  }
  return Object.keys(filter).length === 0 || counted.length > 0;
}

/** By the key, or by the last day and then by the key; without an end at the end in either direction. */
function comparison({ field, direction }: Search['order']): (a: Found, b: Found) => number {
  const sign = direction === 'ASC' ? 1 : -1;
  const order = (a: string, b: string) => (a === b ? 0 : a < b ? -sign : sign);
  const place = (code: string) => String(claims.findIndex((claim) => claim.code === code));
  const byKey = (a: Found, b: Found) => order(a.gtin, b.gtin) || order(place(a.code), place(b.code));
  if (field === 'GTIN') return byKey;
  return (a, b) => {
    const [first, second] = [a.held.expirationDate, b.held.expirationDate];
    if (first !== null && second !== null) return order(first, second) || byKey(a, b);
    return Number(first === null) - Number(second === null) || byKey(a, b);
  };
}

/** Distinct products of each claim and source, the most frequent first, then by name. */
function facetsOf(active: readonly Found[]): object {
  const count = (nameOf: (one: Found) => string) => {
    const products = new Map<string, Set<string>>();
    for (const one of active) {
      const name = nameOf(one);
      products.set(name, (products.get(name) ?? new Set()).add(one.gtin));
    }
    return [...products]
      .map(([name, { size }]) => ({ name, count: size }))
      .sort((a, b) => b.count - a.count || (a.name < b.name ? -1 : 1));
  };
  return {
    claims: count(({ code }) => code).map(({ name, count: products }) => ({
      claim: { code: name },
      count: products,
    })),
    sources: count(({ held }) => held.source).map(({ name, count: products }) => ({
      source: name,
      count: products,
    })),
  };
}

const codes = fc.uniqueArray(fc.constantFrom('AB', 'a_b', 'A0', 'ab', 'NO_SUCH'), { maxLength: 2 });
const day = fc.constantFrom('0001-01-01', '2026-01-01', '2026-06-15', '2026-06-16', '9999-12-31');
const counted = {
  source: fc.constantFrom('BRAND_SELF_DECLARED', 'THIRD_PARTY_VERIFIED'),
  activeOn: day,
  expiresFrom: day,
  expiresUntil: day,
};
/** Two members at most, so that something is found. */
const few = <Filter extends Counted>(members: Record<string, fc.Arbitrary<unknown>>) =>
  fc
    .tuple(fc.record(members), fc.subarray(Object.keys(members), { maxLength: 2 }))
    .map(
      ([filter, names]) => Object.fromEntries(names.map((name) => [name, filter[name]])) as unknown as Filter,
    )
    .filter(({ expiresFrom = '', expiresUntil = '9' }) => expiresFrom <= expiresUntil);

export const searches: fc.Arbitrary<SearchCommand> = fc
  .record({
    assignments: few<AssignmentSearch>({
      ...counted,
      claimCodes: codes,
      validity: fc.uniqueArray(fc.constantFrom('UPCOMING', 'ACTIVE', 'EXPIRED'), { maxLength: 2 }),
      hasEvidence: fc.boolean(),
    }),
    order: fc.record({
      field: fc.constantFrom('GTIN' as const, 'EXPIRATION_DATE' as const),
      direction: fc.constantFrom('ASC' as const, 'DESC' as const),
    }),
    claims: few<ClaimsFilter>({ ...counted, all: codes, any: codes, none: codes }),
  })
  .map((search) => new SearchCommand(search));
