import { organizationGlobalId } from '../../src/codecs/global-id.js';
import { keyOfKept } from '../../src/services/products/facets/count-or-keep.js';
import { type ProductFilter, readProductFilter } from '../../src/services/products/product-filter.js';

const ORGANIZATION = '01980000-0000-7000-8000-0000000f0000';

const keyOf = (filter?: ProductFilter) => keyOfKept('sources', readProductFilter(filter));

describe('keyOfKept', () => {
  it.each<[string, ProductFilter[]]>([
    ['everything', [{}, { claims: {} }, { claims: { all: [] } }, { text: ' ' }, { claimCodes: [] }]],
    [
      'one claim',
      [{ claims: { all: ['vegan'] } }, { claims: { all: ['VEGAN'] } }, { claimCodes: ['Vegan'] }],
    ],
    [
      'an organization',
      [{ organizationId: ORGANIZATION }, { organizationId: organizationGlobalId(ORGANIZATION) }],
    ],
  ])('is the same for every filter that means %s', (_, filters) => {
    const keys = new Set(filters.map(keyOf));
    expect([...keys]).toEqual([expect.any(String)]);
  });

  it('differs by facet, claim and organization', () => {
    const filters = [
      undefined,
      { claims: { all: ['VEGAN'] } },
      { claims: { all: ['KOSHER'] } },
      { organizationId: ORGANIZATION },
      { organizationId: ORGANIZATION, claims: { all: ['VEGAN'] } },
    ];
    const ofClaims = keyOfKept('claims', readProductFilter(undefined));
    expect(new Set([...filters.map(keyOf), ofClaims]).size).toBe(6);
  });

  it.each<ProductFilter>([
    { text: 'oat' },
    { brand: 'Meadow' },
    { gtins: ['09520000000011'] },
    { certificationCodes: ['EU_ORGANIC'] },
    { claims: { all: ['VEGAN', 'KOSHER'] } },
    { claims: { any: ['VEGAN'] } },
    { claims: { none: [] } },
    { claims: { all: ['VEGAN'], source: 'THIRD_PARTY_VERIFIED' } },
    { claims: { category: 'DIETARY' } },
    { claims: { activeOn: '2026-01-01' } },
  ])('is absent for %j', (filter) => {
    expect(keyOf(filter)).toBeUndefined();
  });
});
