import type { Gateway } from '../support/gateway.js';
import { shareGateway } from '../support/shared-gateway.js';
import { type Pair, refusal, Writer } from './writes.js';

let gateway: Gateway;
let writer: Writer;

beforeAll(async () => {
  gateway = await shareGateway();
  writer = await Writer.of(gateway);
});
afterAll(() => gateway.close());

async function removed(pair: Pair): Promise<any> {
  const { body } = await writer.remove(pair);
  expect(body.errors).toBeUndefined();
  return body.data.removeClaimAssignment;
}

describe('removeClaimAssignment', () => {
  it('gives the id that the assignment had, and product and claim without it', async () => {
    const pair = await writer.assigned();
    const { code } = (await writer.current(pair)).claim;
    expect(await removed(pair)).toEqual({
      removedAssignmentId: `${pair.gtin}.${pair.claimId}`,
      product: { gtin: pair.gtin, claims: { totalCount: 0 } },
      claim: { id: pair.claimId, code, assignments: { totalCount: 0 } },
    });
  });

  it('takes the assignment away for every way that led to it', async () => {
    const pair = await writer.assigned();
    await removed(pair);
    const { body } = await gateway.graphql(
      `query ($id: ID!, $gtin: GTIN!, $claim: ID!) { node(id: $id) { id }
        product(gtin: $gtin) { claims { nodes { id } } } claim(id: $claim) { assignments { nodes { id } } } }`,
      {
        key: writer.key,
        variables: { id: `${pair.gtin}.${pair.claimId}`, gtin: pair.gtin, claim: pair.claimId },
      },
    );
    expect(body.data).toEqual({
      node: null,
      product: { claims: { nodes: [] } },
      claim: { assignments: { nodes: [] } },
    });
  });

  it('is NOT_FOUND the second time, and leaves no second entry', async () => {
    const pair = await writer.assigned();
    await removed(pair);
    const { code, problem } = refusal(await writer.remove(pair));
    expect(code).toBe('NOT_FOUND');
    expect(problem.details[0].loc).toEqual(['input', 'claimId']);
    expect(await writer.rows(pair.gtin)).toEqual({ assignments: 0, events: 2 });
  });

  it('leaves nothing to update', async () => {
    const pair = await writer.assigned();
    await removed(pair);
    expect(refusal(await writer.update({ ...pair, evidenceNote: 'x' })).code).toBe('NOT_FOUND');
  });

  it('keeps the history', async () => {
    const pair = await writer.assigned();
    await removed(pair);
    const actions = (await writer.history(pair.gtin)).map((entry) => entry.action);
    expect(actions).toEqual(['REMOVED', 'ASSIGNED']);
  });

  it('lets the claim be assigned again, with nothing left of what it had', async () => {
    const pair = await writer.assigned({ metadata: { lot: '17' }, evidenceNote: 'Old.' });
    await removed(pair);
    const { body } = await writer.assign(pair);
    expect(body.data.assignClaim.assignment).toMatchObject({ metadata: {}, evidenceNote: '' });
  });

  it('leaves other claims of the product and other products with the claim alone', async () => {
    const pair = await writer.assigned();
    const other = { gtin: pair.gtin, claimId: (await writer.pair()).claimId };
    const third = { gtin: (await writer.pair()).gtin, claimId: pair.claimId };
    await writer.assign(other);
    await writer.assign(third);
    expect(await removed(pair)).toMatchObject({
      product: { claims: { totalCount: 1 } },
      claim: { assignments: { totalCount: 1 } },
    });
    expect(await writer.current(other)).not.toBeNull();
    expect(await writer.current(third)).not.toBeNull();
  });

  it('takes a GTIN of fewer digits and a canonical id in any letter case', async () => {
    const gtin = await gateway.fixtures.product(writer.organization, { gtin: '00000096385074' });
    const claimId = await gateway.fixtures.claim('CANONICAL');
    await gateway.fixtures.assignment(gtin, claimId);
    const payload = await removed({ gtin: '96385074', claimId: claimId.toUpperCase() });
    expect(payload.product.gtin).toBe(gtin);
  });

  it('does for a manager what it does for an editor', async () => {
    const manager = await gateway.fixtures.key(writer.organization, { type: 'csu', role: 'manager' });
    expect((await writer.remove(await writer.assigned(), manager)).body.errors).toBeUndefined();
  });

  it('runs in order with the other mutations of a request', async () => {
    const pair = await writer.pair();
    const { body } = await gateway.graphql(
      `mutation ($pair: AssignClaimInput!, $gone: RemoveClaimAssignmentInput!) {
        a: assignClaim(input: $pair) { assignment { product { claims { totalCount } } } }
        b: removeClaimAssignment(input: $gone) { product { claims { totalCount } } }
        c: assignClaim(input: $pair) { assignment { product { claims { totalCount } } history { totalCount } } }
      }`,
      { key: writer.key, variables: { pair, gone: pair } },
    );
    expect(body.data).toEqual({
      a: { assignment: { product: { claims: { totalCount: 1 } } } },
      b: { product: { claims: { totalCount: 0 } } },
      c: { assignment: { product: { claims: { totalCount: 1 } }, history: { totalCount: 3 } } },
    });
  });
});
