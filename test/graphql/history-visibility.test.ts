import { unprepared } from '../../src/database/statement.js';
import type { Gateway } from '../support/gateway.js';
import { shareGateway } from '../support/shared-gateway.js';
import { success } from './expectations.js';
import { type Pair, Writer } from './writes.js';

let gateway: Gateway;
let writer: Writer;
let stranger: Writer;
let pair: Pair;
let event: string;

beforeAll(async () => {
  gateway = await shareGateway();
  writer = await Writer.of(gateway);
  stranger = await Writer.of(gateway);
  pair = await writer.assigned({ evidenceNote: 'Secret.' });
  await writer.updated({ ...pair, evidenceNote: 'Secret still.' });
  event = (await seen(writer.key)).claimHistory.nodes[0].id;
});
afterAll(() => gateway.close());

/** Both histories as a caller finds them, and one event by its id. */
async function seen(key: string) {
  const { body } = await gateway.graphql(
    `query ($gtin: GTIN!, $id: ID!, $event: ID!) {
      product(gtin: $gtin) { claimHistory { ...Page } }
      node(id: $id) { ... on ClaimAssignment { history { ...Page } } }
      event: node(id: $event) { id } }
    fragment Page on ClaimAssignmentEventConnection { totalCount nodes { id action changes { after } }
      edges { cursor } pageInfo { hasNextPage hasPreviousPage startCursor endCursor } }`,
    { key, variables: { gtin: pair.gtin, id: `${pair.gtin}.${pair.claimId}`, event: event ?? '' } },
  );
  expect(body.errors).toBeUndefined();
  const { product, node } = body.data;
  return { claimHistory: product.claimHistory, history: node.history, event: body.data.event };
}

const hidden = { claimHistory: null, history: null, event: null };

describe('histories', () => {
  it.each([
    ['an editor', { role: 'editor' }],
    ['a manager', { role: 'manager' }],
    ['a read-only key', { role: 'readonly' }],
    ["a user's key", { type: 'csu', role: 'readonly' }],
  ] as const)('are shown to %s of the organization that owns the product', async (_, kind) => {
    const found = await seen(await gateway.fixtures.key(writer.organization, kind));
    for (const list of [found.claimHistory, found.history]) {
      expect(list.totalCount).toBe(2);
      expect(list.nodes.map((node: any) => node.action)).toEqual(['UPDATED', 'ASSIGNED']);
    }
    expect(found.event).toEqual({ id: event });
  });

  it('are null to a publishable key of that organization', async () => {
    const key = await gateway.fixtures.key(writer.organization, { type: 'cpk', role: 'readonly' });
    expect(await seen(key)).toEqual(hidden);
  });

  it.each([
    ['csb', 'manager'],
    ['cpk', 'readonly'],
  ] as const)('are null to a %s key of another organization', async (type, role) => {
    expect(await seen(await gateway.fixtures.key(stranger.organization, { type, role }))).toEqual(hidden);
  });

  it('cost a caller who may not see them no statement', async () => {
    const statements: string[] = [];
    gateway.database.observer = ({ text }) => statements.push(text);
    await gateway.graphql('{ products { nodes { claimHistory { totalCount nodes { id } } } } }', {
      key: stranger.key,
    });
    gateway.database.observer = undefined;
    expect(statements.filter((text) => text.includes('claim_assignment_event'))).toEqual([]);
  });

  it('are told apart product by product in one list', async () => {
    const own = await stranger.assigned();
    const { body } = await gateway.graphql(
      '{ products { nodes { gtin claimHistory { totalCount nodes { action } } } } }',
      { key: stranger.key },
    );
    const lists = new Map(body.data.products.nodes.map((node: any) => [node.gtin, node.claimHistory]));
    expect(lists.get(pair.gtin)).toBeNull();
    expect(lists.get(own.gtin)).toEqual({ totalCount: 1, nodes: [{ action: 'ASSIGNED' }] });
  });

  it.each([
    ['of another product', (id: string) => id.replace(pair.gtin, '09529999999999')],
    ['with a canonical id', (id: string) => id.replace(/[^.]+$/, '00000000-0000-7000-8000-000000000000')],
    ['of an unknown event', (id: string) => id.replace(/[^.]+$/, '2222222222222222222222')],
    ['beyond every id', (id: string) => id.replace(/[^.]+$/, 'zzzzzzzzzzzzzzzzzzzzzz')],
    ['without its prefix', (id: string) => id.replace('event.', '')],
    ['with a short GTIN', (id: string) => id.replace('event.0', 'event.')],
    ['with something behind it', (id: string) => `${id}.x`],
  ])('have no entry under an id %s', async (_, wrong) => {
    const { body } = await gateway.graphql('query ($id: ID!) { node(id: $id) { id } }', {
      key: writer.key,
      variables: { id: wrong(event) },
    });
    expect(body).toEqual(success({ node: null }));
  });

  it('go with the product to its new owner', async () => {
    const change = unprepared('update product set organization_id = $2 where gtin = $1');
    await gateway.database.query(change, [pair.gtin, stranger.organization]);
    expect(await seen(writer.key)).toEqual(hidden);
    expect((await seen(stranger.key)).claimHistory.totalCount).toBe(2);
  });
});
