import { shortId } from '../../src/codecs/short-id.js';
import type { Gateway } from '../support/gateway.js';
import { shareGateway } from '../support/shared-gateway.js';
import { onlyError } from './expectations.js';

const CLAIMS = 7;
const PAGE = `fragment Page on ClaimAssignmentEventConnection {
  edges { cursor node { id } } pageInfo { hasNextPage hasPreviousPage startCursor endCursor } totalCount }`;

/** Both histories, each with the path of its list in an answer. */
const histories = {
  'product.claimHistory': `query ($first: Int, $after: String, $last: Int, $before: String, $ids: [GTIN!]!) {
    products(first: 2, filter: { gtins: $ids }) { nodes {
      list: claimHistory(first: $first, after: $after, last: $last, before: $before) { ...Page } } } } ${PAGE}`,
  'assignment.history': `query ($first: Int, $after: String, $last: Int, $before: String, $ids: [GTIN!]!) {
    products(first: 2, filter: { gtins: $ids }) { nodes { claims(first: 1) { nodes {
      list: history(first: $first, after: $after, last: $last, before: $before) { ...Page } } } } } } ${PAGE}`,
};

let gateway: Gateway;
let key: string;
let gtins: string[];

beforeAll(async () => {
  gateway = await shareGateway();
  const organization = await gateway.fixtures.organization();
  key = await gateway.fixtures.key(organization);
  gtins = [await gateway.fixtures.product(organization), await gateway.fixtures.product(organization)];
  const claimId = shortId(await gateway.fixtures.claim('REPEATED'));
  for (const gtin of gtins) {
    for (let n = 0; n < CLAIMS; n++) {
      const write = n % 2 === 0 ? 'assignClaim' : 'removeClaimAssignment';
      const type = `${write[0]?.toUpperCase()}${write.slice(1)}Input`;
      await gateway.graphql(`mutation ($input: ${type}!) { ${write}(input: $input) { __typename } }`, {
        key,
        variables: { input: { gtin, claimId } },
      });
    }
  }
});
afterAll(() => gateway.close());

/** The page of each product. */
async function pages(query: string, variables: object, ids = gtins): Promise<any[]> {
  const { body } = await gateway.graphql(query, { key, variables: { ids, ...variables } });
  return body.data.products.nodes.map((node: any) => node.list ?? node.claims.nodes[0].list);
}
const idsOf = (page: any): string[] => page.edges.map((edge: any) => edge.node.id);

describe.each(Object.entries(histories))('%s', (_, query) => {
  it('is read from its end, several histories at once', async () => {
    const whole = await pages(query, { first: 100 });
    const ends = await pages(query, { last: 3 });
    expect(whole.map((page) => idsOf(page).length)).toEqual([CLAIMS, CLAIMS]);
    expect(ends.map(idsOf)).toEqual(whole.map((page) => idsOf(page).slice(-3)));
    for (const { pageInfo, totalCount } of ends) {
      expect(pageInfo).toMatchObject({ hasNextPage: false, hasPreviousPage: true });
      expect(totalCount).toBe(CLAIMS);
    }
  });

  it('is walked from its end to its start', async () => {
    const ids = gtins.slice(0, 1);
    const [whole] = await pages(query, { first: 100 }, ids);
    const walked: string[] = [];
    let before: string | null = null;
    for (let more = true; more; ) {
      const [page] = await pages(query, { last: 2, before }, ids);
      expect(page.pageInfo.hasNextPage).toBe(before !== null);
      walked.unshift(...idsOf(page));
      before = page.pageInfo.startCursor;
      more = page.pageInfo.hasPreviousPage;
    }
    expect(walked).toEqual(idsOf(whole));
  });

  it('gives the rows between two cursors, from either end', async () => {
    const ids = gtins.slice(0, 1);
    const [{ edges }] = await pages(query, { first: 100 }, ids);
    const between = { after: edges[1].cursor, before: edges[5].cursor };
    const [head] = await pages(query, { first: 2, ...between }, ids);
    const [tail] = await pages(query, { last: 2, ...between }, ids);
    const all = edges.map((edge: any) => edge.node.id);
    expect([idsOf(head), idsOf(tail)]).toEqual([all.slice(2, 4), all.slice(3, 5)]);
  });

  it('refuses both ends at once', async () => {
    const answer = await gateway.graphql(query, {
      key,
      variables: { first: 1, last: 1, ids: gtins.slice(0, 1) },
    });
    expect(onlyError(answer).extensions.status).toBe(422);
  });
});
