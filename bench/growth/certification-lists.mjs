import { encodeCursor, readPageRequest, services } from './gateway.mjs';
import { lookAheadToClaims, toOperation, withKeys } from './lookups.mjs';
import { PAGE } from './sample.mjs';

/** What finds or changes certifications and their assignments by keys. */
export const certificationLookups = [
  lookup(
    'certification(id)',
    (s) => () => services.findCertification(s.database, s.principal, s.certification().id),
  ),
  lookup(
    'certificationByCode(code)',
    (s) => () => services.findCertificationByCode(s.database, s.principal, s.certification().code),
  ),
  lookup(
    'node(id): assignment of a certification',
    withHeld((s, pair) => services.findCertificationAssignments(s.database, s.principal, [pair])),
  ),
  lookup(
    'GET one certification of a product',
    withHeld((s, pair) => services.findProductCertification(s.database, s.principal, pair)),
  ),
  lookup(
    'GET the certifications of a product',
    withHeld((s, { gtin }) => services.listProductCertifications(s.database, s.principal, { gtin })),
  ),
  lookup('product(gtin) with its claims and certifications', (s) =>
    withKeys(
      () => s.product().gtin,
      (gtin) => services.findProductWithLists(s.database, s.principal, gtin, lookAheadToBoth()),
    ),
  ),
  write('assignCertification', 'assign'),
  write('updateCertificationAssignment', 'update'),
  write('removeCertificationAssignment', 'remove'),
];

/** Pages of certifications and of their assignments. */
export const certificationPages = [
  page('certifications', (s) => () => services.listCertifications(s.database, s.principal, {})),
  page('certifications by LABEL', (s) => () => {
    const order = { field: 'LABEL', direction: 'ASC' };
    return services.listCertifications(s.database, s.principal, {}, null, order);
  }),
  page(
    'GET /certifications?page=10',
    (s) => () => services.listCertificationsByPage(s.database, s.principal, { page: 10 }),
  ),
  page('certificationBodies', (s) => () => services.listCertificationBodies(s.database, {})),
  page('certifications of 20 bodies', (s) => () => {
    const ids = s.certifications.bodies.map(({ id }) => id);
    const request = readPageRequest({ first: PAGE }, services.bodyCertificationsOrdering(ids[0]));
    return services.listCertificationsOfBodies(s.database, s.principal, ids, request);
  }),
  ...productCertifications('LABEL', (row) => [row.label, row.id]),
  ...productCertifications('EXPIRATION_DATE', (row) => [row.end, row.id]),
  page('certifications of 25 products, totalCount', (s) =>
    withKeys(
      () => s.products(25).map(({ gtin }) => gtin),
      (gtins) => services.countCertificationsOfProducts(s.database, s.principal, gtins, {}),
    ),
  ),
  page(
    'products with their claims and certifications, page 1',
    (s) => () =>
      services.listProducts(s.database, s.principal, { first: PAGE }, null, undefined, lookAheadToBoth()),
  ),
  ...certificationAssignments(),
  ...history('a product', () => null),
  ...history('an assignment of a certification', (certificationId) => certificationId),
];

/** What grows with the rows that it counts or looks through. */
export const certificationSearches = [
  ...['frequent', 'rare'].map((which) =>
    search(`products(certificationCodes: ${which})`, (s) => {
      const filter = { certificationCodes: [s.certifications[which].code] };
      return services.listProducts(s.database, s.principal, { first: PAGE }, filter);
    }),
  ),
  search('products(certificationCodes: 2 frequent), totalCount', (s) => {
    const certificationCodes = s.certifications.all.slice(0, 2).map(({ code }) => code);
    return services.countProducts(s.database, s.principal, { certificationCodes });
  }),
  search('assignments of a frequent certification(verificationStatus)', (s) =>
    readAssignments(s, [s.certifications.frequent], { first: PAGE }, { verificationStatus: 'expired' }),
  ),
  search('assignments of a frequent certification(expiresFrom, expiresUntil)', (s) => {
    const filter = { expiresFrom: '2079-01-01', expiresUntil: '2079-12-31' };
    return readAssignments(s, [s.certifications.frequent], { first: PAGE }, filter);
  }),
  search('assignments of a frequent certification, totalCount', (s) => {
    const ids = [s.certifications.frequent.id];
    return services.countAssignmentsOfCertifications(s.database, s.principal, ids, {});
  }),
];

const lookAheadToBoth = () => ({
  ...lookAheadToClaims(),
  certifications: { size: PAGE, isBrief: false },
});

function lookup(name, make) {
  return { name, group: 'lookups of certifications', isBounded: true, make: (s) => toOperation(make(s)) };
}

function page(name, make) {
  return {
    name,
    group: 'pages of certifications',
    isBounded: true,
    make: async (s) => toOperation(await make(s)),
  };
}

function search(name, run) {
  return {
    name,
    group: 'searches of certifications',
    isBounded: false,
    make: async (s) => toOperation(() => run(s)),
  };
}

function withHeld(run) {
  return (s) =>
    withKeys(
      () => s.held(),
      (pair) => run(s, pair),
    );
}

/** One step in the life of an assignment that did not exist before. */
function write(name, timed) {
  const make = (s) => {
    let pair;
    const steps = {
      assign: () => services.assignCertification(s.database, s.principal, pair),
      update: () => {
        const scope = s.random.hex(8);
        return services.updateCertificationAssignment(s.database, s.principal, { ...pair, scope });
      },
      remove: () => services.removeCertificationAssignment(s.database, s.principal, pair),
    };
    return {
      before: async () => {
        pair = s.notHeld();
        if (timed !== 'assign') await steps.assign();
      },
      run: steps[timed],
      after: async () => {
        if (timed !== 'remove') await steps.remove();
      },
    };
  };
  return { name, group: 'writes of certifications', isBounded: true, make };
}

function productCertifications(field, positionOf) {
  const order = { field, direction: 'ASC' };
  const read = (s, products, args) => {
    const request = readPageRequest(args, services.productCertificationsOrdering(products[0].gtin, order));
    const query = { request, filter: {}, order, hasDetails: true };
    return services.listCertificationsOfProducts(s.database, s.principal, products, query);
  };
  return [
    page(`certifications of 25 products by ${field}`, (s) =>
      withKeys(
        () => s.products(25),
        (products) => read(s, products, { first: 20 }),
      ),
    ),
    page(`certifications of a product with many by ${field}, page 2`, async (s) => {
      const [row] = await s.read(
        `select c.label, c.id, coalesce(a.expiration_date, 'infinity')::text as end from certification_assignment a
        join certification c on c.id = a.certification_id and c.organization_id is null where a.gtin = $1
        order by ${field === 'LABEL' ? 'c.label' : "coalesce(a.expiration_date, 'infinity')"}, c.id limit 1 offset 24`,
        [s.longHistory],
      );
      const after = encodeCursor(`product.certifications:${field}:ASC:${s.longHistory}`, positionOf(row));
      return () => read(s, [{ gtin: s.longHistory }], { first: PAGE, after });
    }),
  ];
}

function readAssignments(s, certifications, args, filter = {}) {
  const request = readPageRequest(args, services.certificationAssignmentsOrdering(certifications[0].id));
  const query = { request, filter, hasDetails: true };
  return services.listAssignmentsOfCertifications(s.database, s.principal, certifications, query);
}

/** Position behind which the deep page of a frequent certification's assignments begins. */
async function assignmentCursor(s, backward = false) {
  const { id } = s.certifications.frequent;
  const [{ gtin }] = await s.read(
    `select gtin from certification_assignment where certification_id = $1 order by gtin ${backward ? 'desc' : ''}
    limit 1 offset $2`,
    [id, (s.deepPage - 1) * PAGE - 1],
  );
  return encodeCursor(`certification.assignments:GTIN:${id}`, [gtin]);
}

function certificationAssignments() {
  const name = (which) => `assignments of a frequent certification, ${which}`;
  const read = (s, args) => () => readAssignments(s, [s.certifications.frequent], args);
  return [
    page(name('page 1'), (s) => read(s, { first: PAGE })),
    page(name('page 10,000'), async (s) => read(s, { first: PAGE, after: await assignmentCursor(s) })),
    page(name('last page'), (s) => read(s, { last: PAGE })),
    page(name('page 10,000 from the end'), async (s) =>
      read(s, { last: PAGE, before: await assignmentCursor(s, true) }),
    ),
    page(
      'assignments of a rare certification',
      (s) => () => readAssignments(s, [s.certifications.rare], { first: PAGE }),
    ),
    page(
      'assignments of 25 certifications',
      (s) => () => readAssignments(s, s.certifications.all.slice(0, 25), { first: PAGE }),
    ),
  ];
}

function history(of, certificationOf) {
  const name = (which) => `certifications' history of ${of}, ${which}`;
  const read = (s, subjects, args) => {
    const request = readPageRequest(args, services.certificationHistoryOrdering(subjects[0]));
    return services.listCertificationHistory(s.database, s.principal, subjects, request);
  };
  const long = (s) => ({
    gtin: s.longHistory,
    certificationId: certificationOf(s.longCertification.id),
  });
  return [
    page(name('25 of them'), (s) =>
      withKeys(
        () => {
          const held = Array.from({ length: 25 }, () => s.held());
          return held.map(({ gtin, certificationId }) => ({
            gtin,
            certificationId: certificationOf(certificationId),
          }));
        },
        (subjects) => read(s, subjects, { first: PAGE }),
      ),
    ),
    page(name('page 1 of many'), (s) => () => read(s, [long(s)], { first: PAGE })),
    page(name('page 10,000'), async (s) => {
      const subject = long(s);
      const [{ id }] = await s.read(
        `select id from certification_assignment_event where gtin = $1
          and certification_id = coalesce($2::uuid, certification_id) order by id desc limit 1 offset $3`,
        [subject.gtin, subject.certificationId, (s.deepPage - 1) * PAGE - 1],
      );
      const list = `certificationHistory:${subject.gtin}:${subject.certificationId ?? ''}`;
      return () => read(s, [subject], { first: PAGE, after: encodeCursor(list, [id]) });
    }),
  ];
}
