import type { Gateway } from '../../support/gateway.js';
import { shareGateway } from '../../support/shared-gateway.js';

let gateway: Gateway;
let key: string;

beforeAll(async () => {
  gateway = await shareGateway();
});
beforeEach(async () => {
  key = await gateway.fixtures.key(await gateway.fixtures.organization(), { perMinute: 20 });
});
afterAll(() => gateway.close());

/** How many requests of its quota an operation counts as. */
async function requestsOf(query: string, variables = {}): Promise<number> {
  const { headers } = await gateway.graphql(query, { key, variables });
  return 20 - Number(headers.get('ratelimit-remaining'));
}

const filtered = (filter: string, selection = 'nodes { gtin }') =>
  `products(first: 1, filter: { ${filter} }) { ${selection} }`;

describe('an operation counts as', () => {
  it.each<[string, number, string]>([
    ['one request without a search', 1, '{ products { nodes { gtin } } }'],
    ['one request for each member of a filter', 2, `{ ${filtered('brand: "x", text: "y"')} }`],
    ['one request for five codes of claims', 1, `{ ${filtered('claimCodes: ["A", "B", "C", "D", "E"]')} }`],
    ['two requests for six of them', 2, `{ ${filtered('claimCodes: ["A", "B", "C", "D", "E", "F"]')} }`],
    ['one request with a filter of GTINs', 1, `{ ${filtered('gtins: ["00000000"]')} }`],
    ['one request for one search', 1, `{ ${filtered('brand: "x"')} }`],
    ['one request for each search', 2, `{ a: ${filtered('brand: "x"')} b: ${filtered('brand: "y"')} }`],
    [
      'one request more for the count of a search',
      2,
      `{ ${filtered('text: "x"', 'nodes { gtin } totalCount')} }`,
    ],
    ['one request for the count of all products', 1, '{ products { nodes { gtin } totalCount } }'],
    [
      'one request for three claims whose assignments are filtered',
      1,
      '{ claims(first: 3) { nodes { assignments(filter: { source: THIRD_PARTY_VERIFIED }) { nodes { id } } } } }',
    ],
    [
      'two requests for four of them',
      2,
      '{ claims(first: 4) { nodes { assignments(first: 1, filter: { source: THIRD_PARTY_VERIFIED }) { nodes { id } } } } }',
    ],
    ['one request for the count of the catalogue', 1, '{ claims { totalCount } }'],
  ])('%s', async (_, requests, query) => {
    expect(await requestsOf(query)).toBe(requests);
  });

  it('nothing, and is refused, when there are more searches than requests left', async () => {
    const searches = Array.from({ length: 21 }, (_, i) => `a${i}: ${filtered('brand: "x"')}`).join(' ');
    const { status, body, headers } = await gateway.graphql(`{ ${searches} }`, { key });
    expect(status).toBe(429);
    expect(body.errors[0].message).toContain('The request counts as 21');
    expect(headers.get('ratelimit-remaining')).toBe('20');
  });

  it('the number that its variables make it', async () => {
    const query = `query ($brand: String, $filter: ProductFilter) {
      a: products(filter: { brand: $brand }) { nodes { gtin } } b: products(filter: $filter) { nodes { gtin } } }`;
    expect(await requestsOf(query, { brand: 'x', filter: { text: 'y' } })).toBe(2);
    expect(await requestsOf(query, {})).toBe(3);
    const codes = Array.from({ length: 10 }, (_, i) => `C${i}`);
    expect(await requestsOf(query, { filter: { claimCodes: codes, text: 'y' } })).toBe(6);
  });
});
