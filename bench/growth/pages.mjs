import { encodeCursor, readPageRequest, services } from './gateway.mjs';
import { lookAheadToClaims, toOperation, withKeys } from './lookups.mjs';
import { PAGE } from './sample.mjs';

/** Pages by cursor, the first ones and ones behind 10,000 others, read from either end. */
export const pages = [
  ...['GTIN', 'NAME', 'CREATED_AT'].flatMap((field) =>
    ['ASC', 'DESC'].flatMap((direction) => productPages(field, direction)),
  ),
  page('products with their claims, page 1', (s) => readWithClaims(s, { first: PAGE })),
  page('products with their claims, page 10,000', async (s) =>
    readWithClaims(s, { first: PAGE, after: await productCursor(s, 'GTIN', 'ASC', false) }),
  ),
  page('products, 100 of them', (s) => () => services.listProducts(s.database, s.principal, { first: 100 })),
  page('products(gtins: 100)', (s) =>
    withKeys(
      () => gtinsOf(s.products(100)),
      (gtins) => services.listProducts(s.database, s.principal, {}, { gtins }),
    ),
  ),
  page('products(brand)', (s) =>
    withKeys(
      () => s.product().brand,
      (brand) => services.listProducts(s.database, s.principal, {}, { brand }),
    ),
  ),
  page('products(brand) by NAME', (s) =>
    withKeys(
      () => s.product().brand,
      (brand) =>
        services.listProducts(s.database, s.principal, {}, { brand }, { field: 'NAME', direction: 'ASC' }),
    ),
  ),
  ...['GTIN', 'NAME', 'CREATED_AT'].flatMap((field) =>
    ['ASC', 'DESC'].map((direction) =>
      page(`products of an organization by ${field} ${direction}`, (s) => () => {
        const { organizationId } = s.principal;
        return services.listProducts(s.database, s.principal, {}, { organizationId }, { field, direction });
      }),
    ),
  ),
  page('claims', (s) => () => services.listClaims(s.database, {})),
  page('claims(category)', (s) => () => services.listClaims(s.database, {}, { category: 'PROCESS' })),
  page('GET /claims?page=10', (s) => () => services.listClaimsByPage(s.database, { page: 10 })),
  ...productClaims('CLAIM'),
  ...productClaims('CREATED_AT'),
  page('claims of 25 products, totalCount', (s) =>
    withKeys(
      () => gtinsOf(s.products(25)),
      (gtins) => services.countClaimsOfProducts(s.database, gtins, {}),
    ),
  ),
  ...claimAssignments(),
  ...history('product', () => null),
  ...history('assignment', (s) => s.frequentHistoryClaim),
];

function page(name, make) {
  return { name, group: 'pages', isBounded: true, make: async (s) => toOperation(await make(s)) };
}

const gtinsOf = (products) => products.map(({ gtin }) => gtin);

const columns = { GTIN: ['gtin'], NAME: ['name', 'gtin'], CREATED_AT: ['created_at', 'gtin'] };

/** Position of the row that ends the pages in front of the deep one. */
async function productCursor(s, field, direction, backward) {
  const way = (direction === 'DESC') === backward ? 'asc' : 'desc';
  const order = columns[field].map((column) => `${column} ${way}`).join(', ');
  const [row] = await s.read(
    `select ${columns[field].map((column) => `${column}::text`)} from product order by ${order} limit 1 offset $1`,
    [(s.deepPage - 1) * PAGE - 1],
  );
  return encodeCursor(`products:${field}:${direction}`, Object.values(row));
}

function readWithClaims(s, args) {
  return () => services.listProducts(s.database, s.principal, args, null, undefined, lookAheadToClaims());
}

function productPages(field, direction) {
  const order = { field, direction };
  const name = (which) => `products by ${field} ${direction}, ${which}`;
  const read = (s, args) => () => services.listProducts(s.database, s.principal, args, null, order);
  return [
    page(name('page 1'), (s) => read(s, { first: PAGE })),
    page(name('page 10,000'), async (s) =>
      read(s, { first: PAGE, after: await productCursor(s, field, direction, false) }),
    ),
    page(name('last page'), (s) => read(s, { last: PAGE })),
    page(name('page 10,000 from the end'), async (s) =>
      read(s, { last: PAGE, before: await productCursor(s, field, direction, true) }),
    ),
  ];
}

/** A page of the claims of each of these products. */
export function readClaims(s, products, args, field = 'CLAIM', filter = {}) {
  const order = { field, direction: 'ASC' };
  const request = readPageRequest(args, services.productClaimsOrdering(products[0].gtin, order));
  return services.listClaimsOfProducts(s.database, s.principal, products, { request, filter, order });
}

function productClaims(field) {
  const read = (s, products, args) => readClaims(s, products, args, field);
  const most = (s) => [{ gtin: s.longHistory, organizationId: s.principal.organizationId }];
  return [
    page(`claims of 25 products by ${field}`, (s) =>
      withKeys(
        () => s.products(25),
        (products) => read(s, products, { first: 20 }),
      ),
    ),
    page(`claims of a product with 150 by ${field}, page 6`, async (s) => {
      const [row] = await s.read(
        `select a.created_at::text as at, c.code from claim_assignment a join claim c on c.id = a.claim_id
        where a.gtin = $1 order by c.code limit 1 offset 124`,
        [s.longHistory],
      );
      const position = field === 'CLAIM' ? [row.code] : [row.at, row.code];
      const after = encodeCursor(`product.claims:${field}:ASC:${s.longHistory}`, position);
      return () => read(s, most(s), { first: PAGE, after });
    }),
  ];
}

/** A page of a claim's assignments, from a position when one is given. */
export function readAssignments(s, claims, args, filter = {}) {
  const request = readPageRequest(args, services.claimAssignmentsOrdering(claims[0].id));
  return services.listAssignmentsOfClaims(s.database, s.principal, claims, { request, filter });
}

/** Position behind which the deep page of a frequent claim's assignments begins. */
export async function assignmentCursor(s, backward = false) {
  const [{ gtin }] = await s.read(
    `select gtin from claim_assignment where claim_id = $1 order by gtin ${backward ? 'desc' : ''} limit 1 offset $2`,
    [s.frequentClaim.id, (s.deepPage - 1) * PAGE - 1],
  );
  return encodeCursor(`claim.assignments:GTIN:${s.frequentClaim.id}`, [gtin]);
}

function claimAssignments() {
  const name = (which) => `assignments of a frequent claim, ${which}`;
  const read = (s, args) => () => readAssignments(s, [s.frequentClaim], args);
  return [
    page(name('page 1'), (s) => read(s, { first: PAGE })),
    page(name('page 10,000'), async (s) => read(s, { first: PAGE, after: await assignmentCursor(s) })),
    page(name('last page'), (s) => read(s, { last: PAGE })),
    page(name('page 10,000 from the end'), async (s) =>
      read(s, { last: PAGE, before: await assignmentCursor(s, true) }),
    ),
    page('assignments of a rare claim', (s) => () => readAssignments(s, [s.rareClaim], { first: PAGE })),
    page(
      'assignments of 25 claims',
      (s) => () => readAssignments(s, s.catalogue.claims.slice(0, 25), { first: PAGE }),
    ),
  ];
}

function history(kind, claimOf) {
  const name = (which) => `history of ${kind === 'product' ? 'a product' : 'an assignment'}, ${which}`;
  const read = (s, subjects, args) => {
    const request = readPageRequest(args, services.historyOrdering(subjects[0]));
    return services.listEvents(s.database, subjects, request);
  };
  const long = async (s) => {
    const [row] = await s.read(
      `select claim_id from claim_assignment_event where gtin = $1 and action = 'UPDATED' limit 1`,
      [s.longHistory],
    );
    s.frequentHistoryClaim = row.claim_id;
    return { gtin: s.longHistory, claimId: claimOf(s) };
  };
  return [
    page(name('25 of them'), (s) => {
      const ofProduct = kind === 'product';
      const choose = ({ gtin, claimId }) => ({ gtin, claimId: ofProduct ? null : claimId });
      return withKeys(
        () => Array.from({ length: 25 }, () => choose(s.assignment())),
        (subjects) => read(s, subjects, { first: PAGE }),
      );
    }),
    page(name('page 1 of many'), async (s) => {
      const subject = await long(s);
      return () => read(s, [subject], { first: PAGE });
    }),
    page(name('page 10,000'), async (s) => {
      const subject = await long(s);
      const [{ id }] = await s.read(
        `select id from claim_assignment_event where gtin = $1 and claim_id = coalesce($2::uuid, claim_id)
        order by id desc limit 1 offset $3`,
        [subject.gtin, subject.claimId, (s.deepPage - 1) * PAGE - 1],
      );
      const after = encodeCursor(`history:${subject.gtin}:${subject.claimId ?? ''}`, [id]);
      return () => read(s, [subject], { first: PAGE, after });
    }),
  ];
}
