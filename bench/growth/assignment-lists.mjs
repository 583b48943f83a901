import { encodeCursor, services } from './gateway.mjs';
import { toOperation, withKeys } from './lookups.mjs';
import { PAGE } from './sample.mjs';

const columns = {
  GTIN: ['gtin', 'claim_id'],
  EXPIRATION_DATE: ['expiration_date', 'gtin', 'claim_id'],
  UPDATED_AT: ['updated_at', 'gtin', 'claim_id'],
};

/** The assignments of all products, in every order and direction, from either end and deep. */
export const assignmentPages = [
  ...Object.keys(columns).flatMap((field) =>
    ['ASC', 'DESC'].flatMap((direction) => pagesOf({ field, direction })),
  ),
  bounded('claimAssignments(gtins: 25)', (s) =>
    withKeys(
      () => s.products(25).map(({ gtin }) => gtin),
      (gtins) => search(s, { first: PAGE }, { gtins }),
    ),
  ),
];

/** Searches among them, which look through what they leave out. */
export const assignmentSearches = [
  reported('claimAssignments(expiresFrom, expiresUntil) by EXPIRATION_DATE', (s) =>
    search(
      s,
      { first: PAGE },
      { expiresFrom: '2080-12-01', expiresUntil: '2080-12-31' },
      { field: 'EXPIRATION_DATE', direction: 'ASC' },
    ),
  ),
  reported('claimAssignments(organizationId)', (s) =>
    search(s, { first: PAGE }, { organizationId: s.principal.organizationId }),
  ),
  reported('claimAssignments(source, hasEvidence: false)', (s) =>
    search(s, { first: PAGE }, { source: 'BRAND_SELF_DECLARED', hasEvidence: false }),
  ),
  reported('claimAssignments(claimCodes: frequent)', (s) =>
    search(s, { first: PAGE }, { claimCodes: s.frequentCodes.slice(0, 1) }),
  ),
  reported('claimAssignments, totalCount', (s) => services.countAssignments(s.database, s.principal, null)),
];

function search(s, args, filter = null, order = { field: 'GTIN', direction: 'ASC' }) {
  return services.searchAssignments(s.database, s.principal, args, filter, order, false);
}

function pagesOf(order) {
  const { field, direction } = order;
  const name = (which) => `claimAssignments by ${field} ${direction}, ${which}`;
  return [
    bounded(name('page 1'), (s) => () => search(s, { first: PAGE }, null, order)),
    bounded(name('page 10,000'), async (s) => {
      const after = await cursor(s, order);
      return () => search(s, { first: PAGE, after }, null, order);
    }),
    bounded(name('last page'), (s) => () => search(s, { last: PAGE }, null, order)),
  ];
}

/** Position of the row that ends the pages in front of the deep one. */
async function cursor(s, { field, direction }) {
  const way = direction.toLowerCase();
  const order = columns[field].map((column) => `${column} ${way}`).join(', ');
  // Those without an end come last in either direction.
  const dated = field === 'EXPIRATION_DATE' ? 'where expiration_date is not null' : '';
  const [row] = await s.read(
    `select ${columns[field].map((column) => `${column}::text`)} from claim_assignment ${dated}
    order by ${order} limit 1 offset $1`,
    [(s.deepPage - 1) * PAGE - 1],
  );
  return encodeCursor(`claimAssignments:${field}:${direction}`, Object.values(row));
}

function bounded(name, make) {
  return { name, group: 'pages', isBounded: true, make: async (s) => toOperation(await make(s)) };
}

function reported(name, run) {
  return { name, group: 'searches', isBounded: false, make: async (s) => toOperation(() => run(s)) };
}
