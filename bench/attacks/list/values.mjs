import { graphql } from '../../servers/graphql.mjs';
import { HOSTILE_PRODUCTS, hostileCode, hostileGtin, manyClaimsGtin, VARIANTS } from '../hostile-rows.mjs';
import { largest } from '../largest.mjs';
import { repeated } from '../repeated.mjs';

/** Assignments of one claim, all of one variant. */
const assignmentsOf = (variant, selection, first = 100) =>
  graphql(
    `{ claimByCode(code: "${hostileCode(variant, 0)}") { assignments(first: ${first}) { nodes { ${selection} } } } }`,
  );

const gtinsOf = (variant) =>
  JSON.stringify(Array.from({ length: HOSTILE_PRODUCTS }, (_, i) => hostileGtin(variant, i)));

const EVENTS = 'nodes { changes { before after } }';

/** As many claims of 100 products of a variant as the cost permits. */
const productsOf = Object.fromEntries(
  VARIANTS.map((variant) => [
    variant,
    largest(
      (n) =>
        `{ products(first: 100, filter: { gtins: ${gtinsOf(variant)} }) { nodes { claims(first: ${n}) { nodes { metadata evidenceNote } } } } }`,
      100,
    ),
  ]),
);

/** As many changes of 25 products of a variant as the cost permits. */
const historiesOf = (variant) =>
  largest(
    (n) =>
      `{ products(first: 25, filter: { gtins: ${gtinsOf(variant)} }) { nodes { claimHistory(first: ${n}) { ${EVENTS} } } } }`,
    100,
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

const describe = { ASCII: 'plain', CONTROL: 'control', WIDE: 'four-byte' };

const ofVariant = (variant) => {
  const characters = `${describe[variant]} characters`;
  const name = variant.toLowerCase();
  const histories = historiesOf(variant);
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
      about: `metadata and notes, ${characters}, of as many claims of 100 products as the cost permits`,
      times: 3,
      request: () => graphql(productsOf[variant]),
    },
    {
      name: `history-${name}`,
      about: `25 histories of as many changes of metadata, ${characters}, as the cost permits`,
      times: 3,
      request: () => graphql(histories),
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

const ALIASED_METADATA = largest(
  (n) =>
    `{ claimByCode(code: "${hostileCode('ASCII', 0)}") { assignments(first: 1) { nodes { ${repeated(n, (i) => `m${i}: metadata`)} } } } }`,
);

const pagesWithValues = VARIANTS.map((variant) =>
  largest(
    (n) =>
      `{ claims(first: 50, filter: { label: "Hostile ${variant}" }) { nodes { ${repeated(n, (i) => `a${i}: assignments(first: 1, filter: { activeOn: "2026-01-${10 + (i % 20)}" }) { nodes { metadata evidenceNote } }`)} } } }`,
  ),
);

/** Attacks by large stored values. */
export const valueAttacks = [
  ...VARIANTS.flatMap(ofVariant),
  {
    name: 'aliased-metadata-ascii',
    about: 'metadata of one assignment under as many aliases as the cost permits',
    key: 'editor',
    times: 2,
    request: () => graphql(ALIASED_METADATA),
  },
  {
    name: 'five-products-with-values',
    about: 'five requests at once for metadata and notes of 100 products',
    key: 'editor',
    times: 3,
    group: 5,
    request: (i) => graphql(productsOf[VARIANTS[i % 3]]),
  },
  {
    name: 'five-empty-pages-with-values',
    about:
      'five requests at once for one assignment with values under as many aliases as the cost permits, on each of 50 claims',
    key: 'editor',
    times: 3,
    group: 5,
    request: (i) => graphql(pagesWithValues[i % 3]),
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
