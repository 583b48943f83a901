import { graphql } from '../../servers/graphql.mjs';
import { HOSTILE_PRODUCTS, hostileCode, hostileGtin, manyClaimsGtin, VARIANTS } from '../hostile-rows.mjs';
import { repeated } from '../repeated.mjs';

/** Assignments of one claim, all of one variant. */
const assignmentsOf = (variant, selection, first = 100) =>
  graphql(
    `{ claimByCode(code: "${hostileCode(variant, 0)}") { assignments(first: ${first}) { nodes { ${selection} } } } }`,
  );

const gtinsOf = (variant) =>
  JSON.stringify(Array.from({ length: HOSTILE_PRODUCTS }, (_, i) => hostileGtin(variant, i)));

/** 100 products of a variant with 49 claims each: what the limit of cost permits. */
const productsOf = (variant, selection) =>
  graphql(
    `{ products(first: 100, filter: { gtins: ${gtinsOf(variant)} }) { nodes { claims(first: 48) { nodes { ${selection} } } } } }`,
  );

/** Assignments whose metadata is nearly all that one request may read. */
const WITHIN_ROWS = { ASCII: 25, CONTROL: 9, WIDE: 10 };

/** Aliases of metadata that nearly make the largest answer. */
const ALIASES = { ASCII: 4, CONTROL: 2, WIDE: 2 };

/** Metadata under some aliases: nearly the largest answer that the limits permit. */
export const largeAnswer = (variant = 'ASCII') =>
  assignmentsOf(
    variant,
    repeated(ALIASES[variant], (n) => `m${n}: metadata`),
    WITHIN_ROWS[variant],
  );

const EVENTS = 'nodes { changes { before after } }';

const describe = { ASCII: 'plain', CONTROL: 'control', WIDE: 'four-byte' };

const ofVariant = (variant) => {
  const characters = `${describe[variant]} characters`;
  const name = variant.toLowerCase();
  return [
    {
      name: `metadata-${name}`,
      about: `metadata at its limits, ${characters}, of 100 assignments`,
      request: () => assignmentsOf(variant, 'metadata'),
    },
    {
      name: `largest-answer-${name}`,
      about: `metadata of ${WITHIN_ROWS[variant]} such assignments under ${ALIASES[variant]} aliases, within both limits`,
      times: 10,
      request: () => largeAnswer(variant),
      check: ({ status, bytes, start }) =>
        status === 200 && bytes > 2_000_000
          ? undefined
          : `answered ${status}, ${bytes} bytes ${start.slice(0, 80)}`,
    },
    {
      name: `50-metadata-${name}`,
      about: `the same under 50 aliases`,
      times: 3,
      request: () =>
        assignmentsOf(
          variant,
          repeated(50, (n) => `m${n}: metadata`),
        ),
    },
    {
      name: `50-notes-${name}`,
      about: `notes of 10,000 ${characters} of 100 assignments under 50 aliases`,
      times: 3,
      request: () =>
        assignmentsOf(
          variant,
          repeated(50, (n) => `m${n}: evidenceNote`),
        ),
    },
    {
      name: `products-with-values-${name}`,
      about: `metadata and notes, ${characters}, of 100 products with 48 claims each`,
      times: 3,
      request: () => productsOf(variant, 'metadata evidenceNote'),
    },
    {
      name: `history-${name}`,
      about: `25 histories of 50 changes of metadata, ${characters}`,
      times: 3,
      request: () =>
        graphql(
          `{ products(first: 25, filter: { gtins: ${gtinsOf(variant)} }) { nodes { claimHistory(first: 50) { ${EVENTS} } } } }`,
        ),
    },
    {
      name: `rest-claims-${name}`,
      about: `REST: 500 claims of a product, each with metadata of ${characters}`,
      times: 5,
      request: () => ({
        method: 'GET',
        path: `/certifications/api/v1/products/${manyClaimsGtin(variant)}/claims`,
      }),
    },
  ].map((attack) => ({ key: 'editor', times: 5, ...attack }));
};

/** Attacks by large stored values. */
export const valueAttacks = [
  ...VARIANTS.flatMap(ofVariant),
  {
    name: '900-metadata-ascii',
    about: 'metadata of 100 assignments under 900 aliases',
    key: 'editor',
    times: 2,
    request: () =>
      assignmentsOf(
        'ASCII',
        repeated(900, (n) => `m${n}: metadata`),
      ),
  },
  {
    name: 'five-products-with-values',
    about: 'five requests at once for metadata and notes of 100 products',
    key: 'editor',
    times: 3,
    group: 5,
    request: (i) => productsOf(VARIANTS[i % 3], 'metadata evidenceNote'),
  },
  {
    name: 'five-empty-pages-with-values',
    about: 'five requests at once for one assignment with values under 48 aliases, on each of 50 claims',
    key: 'editor',
    times: 3,
    group: 5,
    request: (i) =>
      graphql(
        `{ claims(first: 50, filter: { label: "Hostile ${VARIANTS[i % 3]}" }) { nodes { ${repeated(
          48,
          (n) =>
            `a${n}: assignments(first: 1, filter: { activeOn: "2026-01-${10 + (n % 20)}" }) { nodes { metadata evidenceNote } }`,
        )} } } }`,
      ),
  },
  {
    name: 'long-history',
    about: '25 counts of a history of 20,000 entries, and a page of it',
    key: 'editor',
    request: () =>
      graphql(
        `{ product(gtin: "00000200000000") { ${repeated(
          25,
          (n) => `h${n}: claimHistory(first: ${n % 2 ? 0 : 1}) { totalCount nodes { at } }`,
        )} } }`,
      ),
  },
];
