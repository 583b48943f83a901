import type { Gateway } from '../support/gateway.js';
import { shareGateway } from '../support/shared-gateway.js';
import { onlyError, success } from './expectations.js';
import { type Pair, Writer } from './writes.js';

let gateway: Gateway;
let writer: Writer;
let kept: Pair;
let removed: Pair;

const QUERY = `query ($first: Int, $after: String, $last: Int, $before: String, $filter: ClaimEventFilter) {
  claimEvents(first: $first, after: $after, last: $last, before: $before, filter: $filter) {
    edges { cursor node { id action product { gtin } claim { code } } }
    pageInfo { hasNextPage hasPreviousPage startCursor endCursor } totalCount } }`;

beforeAll(async () => {
  gateway = await shareGateway();
  writer = await Writer.of(gateway);
  kept = await writer.assigned();
  removed = await writer.assigned();
  await writer.updated({ ...kept, evidenceNote: 'Seen.' });
  await writer.remove(removed);
});
afterAll(() => gateway.close());

const send = (variables: object, key = writer.key) => gateway.graphql(QUERY, { key, variables });

/** A page that is answered without errors. */
async function page(variables: object): Promise<any> {
  const { body } = await send(variables);
  expect(body.errors).toBeUndefined();
  return body.data.claimEvents;
}

const actions = ({ edges }: any): string[] => edges.map(({ node }: any) => node.action);

describe('claimEvents', () => {
  it('are the changes of the organization, the oldest first', async () => {
    const whole = await page({});
    expect(actions(whole)).toEqual(['ASSIGNED', 'ASSIGNED', 'UPDATED', 'REMOVED']);
    expect(whole.edges.map(({ node }: any) => node.product.gtin)).toEqual(
      [kept, removed, kept, removed].map(({ gtin }) => gtin),
    );
    expect(whole.totalCount).toBe(4);
    expect(whole.pageInfo).toMatchObject({ hasNextPage: false, hasPreviousPage: false });
  });

  it('are read from either end, page by page', async () => {
    const { edges } = await page({});
    const first = await page({ first: 3 });
    expect(first.edges).toEqual(edges.slice(0, 3));
    expect(first.pageInfo).toMatchObject({ hasNextPage: true, hasPreviousPage: false });
    const rest = await page({ first: 3, after: first.pageInfo.endCursor });
    expect(rest.edges).toEqual(edges.slice(3));
    expect(rest.pageInfo).toMatchObject({ hasNextPage: false, hasPreviousPage: true });
    const latest = await page({ last: 2 });
    expect(latest.edges).toEqual(edges.slice(-2));
    expect(latest.pageInfo).toMatchObject({ hasNextPage: false, hasPreviousPage: true });
    const before = await page({ last: 2, before: latest.pageInfo.startCursor });
    expect(before.edges).toEqual(edges.slice(0, 2));
    expect((await page({ first: 0 })).edges).toEqual([]);
  });

  it.each([
    ['a product', () => ({ gtins: [kept.gtin] }), ['ASSIGNED', 'UPDATED']],
    ['a claim', (code: string) => ({ claimCodes: [code.toLowerCase()] }), ['ASSIGNED', 'REMOVED']],
    ['kinds of change', () => ({ actions: ['UPDATED', 'REMOVED'] }), ['UPDATED', 'REMOVED']],
    ['all of these', () => ({ gtins: [kept.gtin], actions: ['REMOVED'] }), []],
    ['nothing', () => ({ gtins: null, actions: null }), ['ASSIGNED', 'ASSIGNED', 'UPDATED', 'REMOVED']],
    ['no alternative', () => ({ actions: [] }), []],
  ])('are filtered by %s', async (_, filter, expected) => {
    const found = await page({ filter: filter((await page({})).edges[1].node.claim.code) });
    expect(actions(found)).toEqual(expected);
    expect(found.totalCount).toBe(expected.length);
  });

  it('have the cursors of GET /claim-events', async () => {
    const { edges } = await page({});
    const { body } = await gateway.rest('GET', '/claim-events', { key: writer.key });
    expect(body.data.map(({ cursor }: any) => cursor)).toEqual(edges.map(({ cursor }: any) => cursor));
    expect((await page({ after: body.data[1].cursor })).edges).toEqual(edges.slice(2));
  });

  it('are null to publishable keys', async () => {
    const key = await gateway.fixtures.key(writer.organization, { type: 'cpk', role: 'readonly' });
    const { body } = await send({}, key);
    expect(body).toEqual(success({ claimEvents: null }));
  });

  it("are none of another organization's, whose cursors are refused", async () => {
    const stranger = await Writer.of(gateway);
    const { body } = await send({}, stranger.key);
    expect(body.data.claimEvents).toMatchObject({ edges: [], totalCount: 0 });
    const { pageInfo } = await page({});
    const error = onlyError(await send({ after: pageInfo.endCursor }, stranger.key));
    expect(error.extensions.problem.details).toEqual([
      { loc: ['after'], msg: 'Input should be a cursor of this list and order', type: 'cursor' },
    ]);
  });

  it.each([
    [{ gtins: ['x'] }, ['filter', 'gtins', 0]],
    [{ gtins: Array.from({ length: 101 }, () => '12345670') }, ['filter', 'gtins']],
    [{ claimCodes: Array.from({ length: 11 }, () => 'A') }, ['filter', 'claimCodes']],
  ])('refuse the filter %j', async (filter, loc) => {
    const error = onlyError(await send({ filter }));
    expect(error.extensions.code).toBe('BAD_USER_INPUT');
    expect(error.extensions.problem.details.map((detail: any) => detail.loc)).toEqual([loc]);
  });
});
