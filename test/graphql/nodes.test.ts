import { shortId } from '../../src/codecs/short-id.js';
import type { Gateway } from '../support/gateway.js';
import { shareGateway } from '../support/shared-gateway.js';
import { onlyError, places } from './expectations.js';

let gateway: Gateway;
let organization: string;
let key: string;
let strangerKey: string;
let gtin: string;
let claim: string;

const NODES = 'query ($ids: [ID!]!) { nodes(ids: $ids) { __typename id } }';
const ask = (ids: unknown, caller = key) => gateway.graphql(NODES, { key: caller, variables: { ids } });

beforeAll(async () => {
  gateway = await shareGateway();
  const { fixtures } = gateway;
  organization = await fixtures.organization('Meadow Foods');
  key = await fixtures.key(organization);
  strangerKey = await fixtures.key(await fixtures.organization('Another'));
  gtin = await fixtures.product(organization);
  claim = await fixtures.claim('KOSHER');
});
afterAll(() => gateway.close());

/** The id of the event that the assignment of the claim through the API causes. */
async function assignAndFindEvent(): Promise<string> {
  await gateway.graphql(
    'mutation ($input: AssignClaimInput!) { assignClaim(input: $input) { product { id } } }',
    { key, variables: { input: { gtin, claimId: claim } } },
  );
  const { body } = await gateway.graphql(
    'query ($gtin: GTIN!) { product(gtin: $gtin) { claimHistory { nodes { id } } } }',
    { key, variables: { gtin } },
  );
  return body.data.product.claimHistory.nodes[0].id;
}

describe('nodes(ids)', () => {
  it('finds objects of every type in the order of the ids, and null for ids that name nothing', async () => {
    const event = await assignAndFindEvent();
    const ids = [
      shortId(claim),
      '09529999999999',
      event,
      `${gtin}.${shortId(claim)}`,
      `organization.${shortId(organization)}`,
      'nothing',
      gtin,
      shortId(claim),
    ];
    const { body } = await ask(ids);
    expect(body.data.nodes).toEqual([
      { __typename: 'Claim', id: ids[0] },
      null,
      { __typename: 'ClaimAssignmentEvent', id: event },
      { __typename: 'ClaimAssignment', id: ids[3] },
      { __typename: 'Organization', id: ids[4] },
      null,
      { __typename: 'Product', id: gtin },
      { __typename: 'Claim', id: ids[0] },
    ]);
    expect((await ask([event, gtin], strangerKey)).body.data.nodes).toEqual([
      null,
      { __typename: 'Product', id: gtin },
    ]);
  });

  it('takes no ids, and one that is not in a list', async () => {
    expect((await ask([])).body.data).toEqual({ nodes: [] });
    expect((await ask(gtin)).body.data.nodes).toEqual([{ __typename: 'Product', id: gtin }]);
  });

  it('takes a hundred ids and refuses one more', async () => {
    expect((await ask(Array(100).fill(gtin))).body.data.nodes).toHaveLength(100);
    const answer = await ask(Array(101).fill(gtin));
    expect(answer.body.data).toEqual({ nodes: null });
    expect(onlyError(answer).extensions.code).toBe('BAD_USER_INPUT');
    expect(places(answer)).toEqual([['ids']]);
  });

  it('costs as much as its ids, whether they are written out or in a variable', async () => {
    const cost = async (count: number) => (await ask(Array(count).fill(gtin))).body.extensions.cost;
    const [none, ten, twenty] = [await cost(0), await cost(10), await cost(20)];
    expect(twenty - ten).toBe(ten - none);
    const literal = `{ nodes(ids: [${Array(20).fill(`"${gtin}"`).join()}]) { __typename id } }`;
    expect((await gateway.graphql(literal, { key })).body.extensions.cost).toBe(twenty);
  });
});
