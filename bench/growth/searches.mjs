import { encodeCursor, services } from './gateway.mjs';
import { toOperation, withKeys } from './lookups.mjs';
import { assignmentCursor, readAssignments, readClaims } from './pages.mjs';
import { PAGE } from './sample.mjs';
import { commonWord, secondCommonWord, seldomWord, uniqueWord } from './words.mjs';

const allFilters = { source: 'THIRD_PARTY_VERIFIED', category: 'DIETARY', activeOn: '2026-06-01' };

/** What grows with the rows that it counts or looks through; bounded by the time limit of statements. */
export const searches = [
  count('products', () => null),
  count('products(text: common word)', () => ({ text: commonWord })),
  count('products(claimCodes: frequent)', (s) => ({ claimCodes: s.frequentCodes.slice(0, 1) })),
  count('products(claimCodes: 10 frequent)', (s) => ({ claimCodes: s.frequentCodes })),
  count('products(text: common word, claimCodes: frequent)', (s) => ({
    text: commonWord,
    claimCodes: s.frequentCodes.slice(0, 1),
  })),
  count('products(brand)', (s) => ({ brand: s.product().brand })),
  ...assignmentCounts(),
  reported(
    'history with many events, totalCount',
    (s) => () => services.countEvents(s.database, [{ gtin: s.longHistory, claimId: null }]),
  ),
  ...searchPages('claimCodes: rare', (s) => ({ claimCodes: [s.rareClaim.code] })),
  ...searchPages('claimCodes: frequent', (s) => ({ claimCodes: s.frequentCodes.slice(0, 1) })),
  ...searchPages('claimCodes: 2 frequent', (s) => ({ claimCodes: s.frequentCodes.slice(0, 2) })),
  ...searchPages('claimCodes: frequent and rare', (s) => ({
    claimCodes: [s.frequentCodes[0], s.rareClaim.code],
  })),
  ...searchPages('claimCodes: 10 frequent', (s) => ({ claimCodes: s.frequentCodes })),
  ...searchPages('claims: any of 2 frequent', (s) => ({ claims: { any: s.frequentCodes.slice(0, 2) } })),
  ...searchPages('claims: none of a frequent', (s) => ({ claims: { none: s.frequentCodes.slice(0, 1) } })),
  ...searchPages('claims: category', () => ({ claims: { category: 'OTHER' } })),
  ...searchPages('claims: a frequent one that expires within a month', (s) => ({
    claims: {
      all: s.frequentCodes.slice(0, 1),
      expiresFrom: '2080-12-01',
      expiresUntil: '2080-12-31',
    },
  })),
  ...searchPages('text: common word', () => ({ text: commonWord })),
  ...searchPages('text: two common words', () => ({ text: `${commonWord} ${secondCommonWord}` })),
  ...searchPages('text: seldom word', () => ({ text: seldomWord })),
  ...searchPages('text: word of one product', (s) => ({
    text: uniqueWord(s.random.below(s.catalogue.size / 10) * 10),
  })),
  ...searchPages('text: one letter', () => ({ text: 'o' })),
  ...searchPages('text: no such word', () => ({ text: 'zzzzz' })),
  ...searchPages('text: common word, claimCodes: frequent', (s) => ({
    text: commonWord,
    claimCodes: s.frequentCodes.slice(0, 1),
  })),
  ...['CLAIM', 'CREATED_AT'].map((field) =>
    reported(`claims of 25 products by ${field}, all filters`, (s) =>
      withKeys(
        () => s.products(25),
        (products) => readClaims(s, products, { first: 20 }, field, allFilters),
      ),
    ),
  ),
  filtered('source', { source: 'THIRD_PARTY_VERIFIED' }),
  filtered('another category', { category: 'OTHER' }),
  filtered('its category', { category: 'DIETARY' }),
  filtered('activeOn', { activeOn: '2026-06-01' }),
  filtered('all filters', allFilters),
  reported('assignments of a frequent claim(source, activeOn), page 10,000', async (s) => {
    // Deep in the claim's whole list: the filter skips rows behind the position only.
    const after = await assignmentCursor(s);
    const filter = { source: 'THIRD_PARTY_VERIFIED', activeOn: '2026-06-01' };
    return () => readAssignments(s, [s.frequentClaim], { first: PAGE, after }, filter);
  }),
  reported(
    'assignments of a frequent claim(source that none has)',
    (s) => () => readAssignments(s, [s.unverifiedClaim], { first: PAGE }, { source: 'THIRD_PARTY_VERIFIED' }),
  ),
];

function reported(name, make) {
  return { name, group: 'searches', isBounded: false, make: async (s) => toOperation(await make(s)) };
}

function count(name, filterOf) {
  return reported(
    `${name}, totalCount`,
    (s) => () => services.countProducts(s.database, s.principal, filterOf(s)),
  );
}

function assignmentCounts() {
  const read = (s, filter) => () =>
    services.countAssignmentsOfClaims(s.database, [s.frequentClaim.id], filter);
  return [
    reported('assignments of a frequent claim, totalCount', (s) => read(s, {})),
    reported('assignments of a frequent claim(source, activeOn), totalCount', (s) =>
      read(s, { source: 'THIRD_PARTY_VERIFIED', activeOn: '2026-06-01' }),
    ),
    reported(
      'assignments of a rare claim, totalCount',
      (s) => () => services.countAssignmentsOfClaims(s.database, [s.rareClaim.id], {}),
    ),
  ];
}

function filtered(name, filter) {
  return reported(
    `assignments of a frequent claim(${name})`,
    (s) => () => readAssignments(s, [s.frequentClaim], { first: PAGE }, filter),
  );
}

/** A search in the two orders, and from the middle of all GTINs. */
function searchPages(name, filterOf) {
  const read = (s, args, field) =>
    services.listProducts(s.database, s.principal, args, filterOf(s), { field, direction: 'ASC' });
  return [
    reported(`products(${name})`, (s) => () => read(s, { first: PAGE }, 'GTIN')),
    reported(`products(${name}), page from the middle`, async (s) => {
      const [{ gtin }] = await s.read('select gtin from product order by gtin limit 1 offset $1', [
        s.catalogue.size / 2,
      ]);
      const after = encodeCursor('products:GTIN:ASC', [gtin]);
      return () => read(s, { first: PAGE, after }, 'GTIN');
    }),
    reported(`products(${name}) by NAME`, (s) => () => read(s, { first: PAGE }, 'NAME')),
  ];
}
