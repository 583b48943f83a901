/**
 * What the database of the bench holds, as arithmetic: any program can name a product, its claims, or a pair
 * that does not exist yet, without asking. `generate.mjs` says the same in SQL.
 */

export const PRODUCTS = 100_000;
export const CLAIMS = 500;
/** In the mean of nine products, which carry one to nine. */
export const CLAIMS_PER_PRODUCT = 5;
export const ORGANIZATION = '01980000-0000-7000-8000-0000000f0000';
export const CATEGORIES = [
  'DIETARY',
  'INGREDIENT_ABSENCE',
  'ALLERGEN_FREE',
  'PROCESS',
  'SUSTAINABILITY',
  'OTHER',
];

/** Most claims that a product of the catalogue carries; pairs beyond it are free. */
const MAX_CLAIMS = 9;

/** GTIN of product 0 to 99,999: scattered, so that products created one after the other are not neighbours. */
export const gtinOf = (product) => `09520000${String((product * 61_813) % 1_000_000).padStart(6, '0')}`;

/** Canonical id of claim 0 to 499. */
export const claimIdOf = (claim) => `01980000-0000-7000-8000-${claim.toString(16).padStart(12, '0')}`;

/** The claim that a product carries at a place; from the tenth place on it does not carry it yet. */
export const claimAt = (product, place) => (product * 31 + place * 61) % CLAIMS;

/** A pair that exists: the first claim of a product. */
export const existingPair = (product) => ({ product, claim: claimAt(product, 0) });

/**
 * The n-th pair that does not exist, all different: 49 million of 100,000 products. The next one is of another
 * product. `load/wrk.lua` and `load/pgbench-scripts.mjs` reckon the same.
 */
export function freshPair(n, products = PRODUCTS) {
  const product = (n * 40_009) % products;
  return { product, claim: claimAt(product, MAX_CLAIMS + Math.floor(n / products)) };
}
