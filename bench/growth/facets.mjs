import { services } from './gateway.mjs';
import { toOperation } from './lookups.mjs';
import { commonWord } from './words.mjs';

const filters = {
  everything: () => null,
  'products with a frequent claim': (s) => ({ claims: { all: s.frequentCodes.slice(0, 1) } }),
  'products with a rare claim': (s) => ({ claims: { all: [s.rareClaim.code] } }),
  'products of an organization': (s) => ({ organizationId: s.principal.organizationId }),
  'products with a common word': () => ({ text: commonWord }),
};

const facets = {
  claims: (counts) => counts.claims(20),
  categories: (counts) => counts.categories(),
  sources: (counts) => counts.sources(),
  brands: (counts) => counts.brands(20),
};

/** Counts over all products of a search, whose time grows with them. */
export const facetCounts = Object.entries(filters).flatMap(([which, filterOf]) =>
  Object.entries(facets).map(([facet, read]) => ({
    name: `facets of ${which}: ${facet}`,
    group: 'facets',
    isBounded: false,
    make: async (s) =>
      toOperation(() => read(new services.ProductFacets(s.database, s.principal, filterOf(s)))),
  })),
);
