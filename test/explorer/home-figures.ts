/** Figures as the server returns them, for an organization with two claims that expire soon. */
export const FIGURES = {
  assignments: { totalCount: 1234 },
  viewer: { organization: { products: { totalCount: 25 } } },
  expiring: {
    pageInfo: { hasNextPage: false },
    nodes: [
      {
        id: '09520000000011.a',
        expirationDate: '2027-01-05',
        product: { gtin: '09520000000011', name: 'Oat Drink Original' },
        claim: { label: 'Organic', category: 'PROCESS' },
      },
      {
        id: '09520000000028.b',
        expirationDate: '2027-01-20',
        product: { gtin: '09520000000028', name: 'Oat Drink Barista' },
        claim: { label: 'Vegan', category: 'DIETARY' },
      },
    ],
  },
  changes: {
    nodes: [
      {
        id: 'event.09520000000011.a',
        at: '2026-11-27T23:59:30.123Z',
        action: 'ASSIGNED',
        product: { gtin: '09520000000011', name: 'Oat Drink Original' },
        claim: { label: 'Organic' },
      },
      {
        id: 'event.09520000000028.b',
        at: '2026-11-28T08:05:00.000Z',
        action: 'REMOVED',
        product: { gtin: '09520000000028', name: 'Oat Drink Barista' },
        claim: { label: 'Vegan' },
      },
    ],
  },
  products: { facets: { categories: [{ category: 'ALLERGEN_FREE', count: 17 }] } },
};
