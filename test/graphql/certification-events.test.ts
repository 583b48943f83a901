import { shortId } from '../../src/codecs/short-id.js';
import type { Gateway } from '../support/gateway.js';
import { shareGateway } from '../support/shared-gateway.js';
import { onlyError, success } from './expectations.js';

let gateway: Gateway;
let organization: string;
let key: string;
/** GTINs of products that hold a certification all along, and for some time. */
let kept: string;
let removed: string;

const QUERY = `query ($first: Int, $after: String, $last: Int, $before: String, $filter: CertificationEventFilter) {
  certificationEvents(first: $first, after: $after, last: $last, before: $before, filter: $filter) {
    edges { cursor node { action product { gtin } organization { id } certification { code label }
      changes { field before after } } }
    pageInfo { hasNextPage hasPreviousPage startCursor endCursor } totalCount } }`;

beforeAll(async () => {
  gateway = await shareGateway();
  const { fixtures, rest } = gateway;
  organization = await fixtures.organization();
  key = await fixtures.key(organization);
  // The code FAIR names the organization's own, and no longer the one that all share.
  const shared = shortId(await fixtures.certification('FAIR', { label: 'Fair' }));
  [kept, removed] = [await fixtures.product(organization), await fixtures.product(organization)];
  await rest('POST', `/products/${kept}/certifications`, { key, body: { certification_id: shared } });
  const own = shortId(
    await fixtures.certification('FAIR', { label: 'Fair to us', organization_id: organization }),
  );
  await rest('POST', `/products/${removed}/certifications`, { key, body: { certification_id: own } });
  await rest('PATCH', `/products/${kept}/certifications/${shared}`, { key, body: { scope: 'Packing' } });
  await rest('DELETE', `/products/${removed}/certifications/${own}`, { key });
});
afterAll(() => gateway.close());

const send = (variables: object, sender = key) => gateway.graphql(QUERY, { key: sender, variables });

/** A page that is answered without errors. */
async function page(variables: object): Promise<any> {
  const { body } = await send(variables);
  expect(body.errors).toBeUndefined();
  return body.data.certificationEvents;
}

const actions = ({ edges }: any): string[] => edges.map(({ node }: any) => node.action);

describe('certificationEvents', () => {
  it('are the changes of the organization, the oldest first', async () => {
    const whole = await page({});
    expect(actions(whole)).toEqual(['ASSIGNED', 'ASSIGNED', 'UPDATED', 'REMOVED']);
    expect(whole.edges.map(({ node }: any) => node.product.gtin)).toEqual([kept, removed, kept, removed]);
    expect(whole.edges[2].node).toMatchObject({
      certification: { code: 'FAIR', label: 'Fair' },
      changes: [{ field: 'SCOPE', before: null, after: 'Packing' }],
    });
    expect(whole.totalCount).toBe(4);
    expect(whole.pageInfo).toMatchObject({ hasNextPage: false, hasPreviousPage: false });
  });

  it('are read from either end, page by page', async () => {
    const { edges } = await page({});
    const first = await page({ first: 3 });
    expect(first.edges).toEqual(edges.slice(0, 3));
    expect(first.pageInfo).toMatchObject({ hasNextPage: true, hasPreviousPage: false });
    const latest = await page({ last: 2 });
    expect(latest.edges).toEqual(edges.slice(-2));
    const before = await page({ last: 2, before: latest.pageInfo.startCursor });
    expect(before.edges).toEqual(edges.slice(0, 2));
  });

  it.each([
    ['a product', () => ({ gtins: [kept] }), ['ASSIGNED', 'UPDATED']],
    [
      'the certification that a code names',
      () => ({ certificationCodes: ['fair'] }),
      ['ASSIGNED', 'REMOVED'],
    ],
    ['kinds of change', () => ({ actions: ['UPDATED', 'REMOVED'] }), ['UPDATED', 'REMOVED']],
    ['all of these', () => ({ gtins: [kept], certificationCodes: ['FAIR'], actions: ['UPDATED'] }), []],
    ['nothing', () => ({ gtins: null, actions: null }), ['ASSIGNED', 'ASSIGNED', 'UPDATED', 'REMOVED']],
    ['no alternative', () => ({ certificationCodes: [] }), []],
  ])('are filtered by %s', async (_, filter, expected) => {
    const found = await page({ filter: filter() });
    expect(actions(found)).toEqual(expected);
    expect(found.totalCount).toBe(expected.length);
  });

  it('have the cursors of GET /certification-events', async () => {
    const { edges } = await page({});
    const { body } = await gateway.rest('GET', '/certification-events', { key });
    expect(body.data.map(({ cursor }: any) => cursor)).toEqual(edges.map(({ cursor }: any) => cursor));
    expect((await page({ after: body.data[1].cursor })).edges).toEqual(edges.slice(2));
  });

  it('are null to publishable keys', async () => {
    const publishable = await gateway.fixtures.key(organization, { type: 'cpk', role: 'readonly' });
    expect((await send({}, publishable)).body).toEqual(success({ certificationEvents: null }));
  });

  it("are none of another organization's, whose cursors are refused", async () => {
    const stranger = await gateway.fixtures.key(await gateway.fixtures.organization('Stranger'));
    const { body } = await send({}, stranger);
    expect(body.data.certificationEvents).toMatchObject({ edges: [], totalCount: 0 });
    const { pageInfo } = await page({});
    const error = onlyError(await send({ after: pageInfo.endCursor }, stranger));
    expect(error.extensions.problem.details).toEqual([
      { loc: ['after'], msg: 'Input should be a cursor of this list and order', type: 'cursor' },
    ]);
  });

  it.each([
    [{ gtins: ['x'] }, ['filter', 'gtins', 0]],
    [{ gtins: Array.from({ length: 101 }, () => '12345670') }, ['filter', 'gtins']],
    [{ certificationCodes: Array.from({ length: 11 }, () => 'A') }, ['filter', 'certificationCodes']],
  ])('refuse the filter %j', async (filter, loc) => {
    const error = onlyError(await send({ filter }));
    expect(error.extensions.code).toBe('BAD_USER_INPUT');
    expect(error.extensions.problem.details.map((detail: any) => detail.loc)).toEqual([loc]);
  });
});
