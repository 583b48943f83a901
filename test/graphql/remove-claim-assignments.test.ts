import { unprepared } from '../../src/database/statement.js';
import type { Gateway } from '../support/gateway.js';
import { shareGateway } from '../support/shared-gateway.js';

const MUTATION = `mutation ($input: RemoveClaimAssignmentsInput!) {
  removeClaimAssignments(input: $input) {
    removed failed
    results { index removedAssignmentId problem { code detail details { loc type } } }
  }
}`;

let gateway: Gateway;
let key: string;
let organization: string;
let claim: string;

beforeAll(async () => {
  gateway = await shareGateway();
  organization = await gateway.fixtures.organization();
  key = await gateway.fixtures.key(organization);
  claim = await gateway.fixtures.claim('VEGAN');
});
afterAll(() => gateway.close());

async function remove(input: object): Promise<any> {
  const { body } = await gateway.graphql(MUTATION, { key, variables: { input } });
  expect(body.errors).toBeUndefined();
  return body.data.removeClaimAssignments;
}

async function assignedProduct(): Promise<string> {
  const gtin = await gateway.fixtures.product(organization);
  await gateway.fixtures.assignment(gtin, claim, { evidence_note: 'Audited.' });
  return gtin;
}

describe('removeClaimAssignments', () => {
  it('removes what rows name by their ids, by codes and by claims, with an entry of the history each', async () => {
    const [first, second] = [await assignedProduct(), await assignedProduct()];
    const bare = await gateway.fixtures.product(organization);
    const { body } = await gateway.graphql(`{ product(gtin: "${first}") { claims { nodes { id } } } }`, {
      key,
    });
    const [{ id }] = body.data.product.claims.nodes;
    const { results, ...counts } = await remove({
      assignments: [
        { gtin: second, claimCode: 'vegan' },
        { id },
        { gtin: second, claimId: claim },
        { gtin: bare, claimCode: 'VEGAN' },
        { gtin: bare, claimCode: 'NONE' },
        { gtin: '09999999999999', claimCode: 'VEGAN' },
        { gtin: bare },
      ],
    });
    expect(counts).toEqual({ removed: 2, failed: 5 });
    expect(results.map((result: any) => result.removedAssignmentId)).toEqual([
      expect.stringContaining(`${second}.`),
      id,
      ...Array(5).fill(null),
    ]);
    expect(results.slice(2).map((result: any) => result.problem)).toEqual([
      // The earlier row has removed it.
      expect.objectContaining({ detail: 'The product does not carry this claim.' }),
      expect.objectContaining({ detail: 'The product does not carry this claim.' }),
      expect.objectContaining({ detail: 'No claim with this code was found.' }),
      expect.objectContaining({ detail: 'No product with this GTIN was found.' }),
      expect.objectContaining({
        code: 'BAD_USER_INPUT',
        details: [{ loc: ['input', 'assignments', '6', 'claimId'], type: 'missing' }],
      }),
    ]);
    const events = await gateway.database.query(
      unprepared(
        `select action, jsonb_path_query_array(changes, '$[*].before') as before
         from claim_assignment_event where gtin = any($1) order by gtin`,
      ),
      [[first, second]],
    );
    const removed = { action: 'REMOVED', before: ['BRAND_SELF_DECLARED', 'Audited.'] };
    expect(events).toEqual([removed, removed]);
  });

  it('removes nothing with ROLLBACK when a row fails', async () => {
    const gtin = await assignedProduct();
    const rows = [
      { gtin, claimCode: 'VEGAN' },
      { gtin: '09999999999999', claimCode: 'VEGAN' },
    ];
    const { results, ...counts } = await remove({ onError: 'ROLLBACK', assignments: rows });
    expect(counts).toEqual({ removed: 0, failed: 2 });
    expect(results[0].problem).toMatchObject({
      code: 'CONFLICT',
      detail: 'Another row of the batch failed, so that nothing was stored.',
    });
    const again = await remove({ onError: 'ROLLBACK', assignments: rows.slice(0, 1) });
    expect(again.removed).toBe(1);
  });
});
