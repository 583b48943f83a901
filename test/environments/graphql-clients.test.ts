import { Client, fetchExchange } from '@urql/core';
import type { Gateway } from '../support/gateway.js';
import { shareGateway } from '../support/shared-gateway.js';

let gateway: Gateway;
let key: string;
let requests: Request[];

beforeAll(async () => {
  gateway = await shareGateway();
  key = await gateway.fixtures.key(await gateway.fixtures.organization());
});
beforeEach(() => {
  requests = [];
});
afterAll(() => gateway.close());

/** A client with its defaults, but for the key and the note of what it sends. */
const urql = () =>
  new Client({
    url: `${gateway.url}/graphql`,
    exchanges: [fetchExchange],
    fetchOptions: { headers: { 'x-api-key': key } },
    fetch: (...args) => {
      requests.push(new Request(...args));
      return fetch(...args);
    },
  });

describe('@urql/core with its defaults', () => {
  it('sends queries by GET and gets their data', async () => {
    const { data, error } = await urql().query(
      'query Role($one: Boolean!) { viewer { role @include(if: $one) } }',
      {
        one: true,
      },
    );
    expect([error, data]).toEqual([undefined, { viewer: expect.objectContaining({ role: 'EDITOR' }) }]);
    expect(requests.map(({ method }) => method)).toEqual(['GET']);
  });

  it('gets the errors of a query that is refused', async () => {
    const { data, error } = await urql().query('{ products(first: 101) { totalCount } }', {});
    expect(data).toEqual({ products: null });
    expect(error?.graphQLErrors[0]?.extensions.code).toBe('BAD_USER_INPUT');
  });

  it('sends mutations by POST', async () => {
    const { error } = await urql().mutation(
      'mutation { assignClaim(input: { gtin: "00000000", claimId: "2222222222222222222222" }) { assignment { id } } }',
      {},
    );
    expect(error?.graphQLErrors[0]?.extensions.code).toBe('NOT_FOUND');
    expect(requests.map(({ method }) => method)).toEqual(['POST']);
  });
});
