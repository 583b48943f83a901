import { shortId } from '../../src/codecs/short-id.js';
import type { Gateway } from '../support/gateway.js';
import { shareGateway } from '../support/shared-gateway.js';
import { onlyError, places } from './expectations.js';

let gateway: Gateway;
let organization: string;
let key: string;
let codes = 0;

const mutations = {
  assignClaim: `mutation ($input: AssignClaimInput!) { assignClaim(input: $input) {
    assignment { id } assignmentEdge { cursor node { id } } product { gtin claims { edges { cursor node { id } } } } } }`,
  updateClaimAssignment: `mutation ($input: UpdateClaimAssignmentInput!) { updateClaimAssignment(input: $input) {
    assignment { id evidenceNote } } }`,
  removeClaimAssignment: `mutation ($input: RemoveClaimAssignmentInput!) { removeClaimAssignment(input: $input) {
    removedAssignmentId } }`,
} as const;
type Mutation = keyof typeof mutations;
const call = (mutation: Mutation, input: object) =>
  gateway.graphql(mutations[mutation], { key, variables: { input } });

beforeAll(async () => {
  gateway = await shareGateway();
  organization = await gateway.fixtures.organization();
  key = await gateway.fixtures.key(organization);
});
afterAll(() => gateway.close());

async function newPair() {
  const code = `CLAIM_${++codes}`;
  const claimId = shortId(await gateway.fixtures.claim(code));
  const gtin = await gateway.fixtures.product(organization);
  return { gtin, claimId, code, id: `${gtin}.${claimId}` };
}

describe('a claim is named by its code', () => {
  it('in letters of either case, to assign, change and remove it', async () => {
    const { gtin, code, id } = await newPair();
    const named = { gtin, claimCode: code.toLowerCase() };
    const assigned = await call('assignClaim', named);
    expect(assigned.body.data.assignClaim.assignment).toEqual({ id });
    const updated = await call('updateClaimAssignment', { ...named, evidenceNote: 'seen' });
    expect(updated.body.data.updateClaimAssignment.assignment).toEqual({ id, evidenceNote: 'seen' });
    const removed = await call('removeClaimAssignment', named);
    expect(removed.body.data.removeClaimAssignment).toEqual({ removedAssignmentId: id });
  });

  it.each(Object.keys(mutations) as Mutation[])(
    'or %s is refused for a code that no claim has',
    async (mutation) => {
      const { gtin } = await newPair();
      const answer = await call(mutation, { gtin, claimCode: 'NO_SUCH_CODE' });
      expect(onlyError(answer).extensions.code).toBe('NOT_FOUND');
      expect(onlyError(answer).message).toBe('No claim with this code was found.');
      expect(places(answer)).toEqual([['input', 'claimCode']]);
    },
  );

  it.each(Object.keys(mutations) as Mutation[])('and not by its id as well: %s', async (mutation) => {
    const { gtin, claimId, code } = await newPair();
    const answer = await call(mutation, { gtin, claimId, claimCode: code });
    expect(onlyError(answer).extensions.code).toBe('BAD_USER_INPUT');
    expect(places(answer)).toEqual([['input', 'claimCode']]);
  });

  it.each(Object.keys(mutations) as Mutation[])('or by its id, which null is not: %s', async (mutation) => {
    const { gtin } = await newPair();
    const answer = await call(mutation, { gtin, claimId: null, claimCode: null });
    expect(onlyError(answer).extensions.code).toBe('BAD_USER_INPUT');
    expect(places(answer)).toContainEqual(['input', 'claimId']);
  });
});

describe('an assignment is named by its own id', () => {
  it('to change and to remove it', async () => {
    const { gtin, claimId, id } = await newPair();
    await call('assignClaim', { gtin, claimId });
    const updated = await call('updateClaimAssignment', { id, evidenceNote: 'seen' });
    expect(updated.body.data.updateClaimAssignment.assignment).toEqual({ id, evidenceNote: 'seen' });
    const removed = await call('removeClaimAssignment', { id });
    expect(removed.body.data.removeClaimAssignment).toEqual({ removedAssignmentId: id });
    const again = await call('removeClaimAssignment', { id });
    expect(onlyError(again).extensions.code).toBe('NOT_FOUND');
    expect(places(again)).toEqual([['input', 'id']]);
  });

  const named: Mutation[] = ['updateClaimAssignment', 'removeClaimAssignment'];

  it.each(named)('and not by its product as well: %s', async (mutation) => {
    const { gtin, claimId, code, id } = await newPair();
    const answer = await call(mutation, { id, gtin, claimId, claimCode: code });
    expect(onlyError(answer).extensions.code).toBe('BAD_USER_INPUT');
    expect(places(answer)).toEqual([
      ['input', 'gtin'],
      ['input', 'claimId'],
      ['input', 'claimCode'],
    ]);
  });

  it.each(named)('which ids of other types are not: %s', async (mutation) => {
    const { gtin, claimId } = await newPair();
    for (const id of [gtin, claimId, `organization.${shortId(organization)}`, 'nothing', '']) {
      const answer = await call(mutation, { id });
      expect(onlyError(answer).extensions.code).toBe('BAD_USER_INPUT');
      expect(places(answer)).toEqual([['input', 'id']]);
    }
  });
});

describe('the result of assignClaim', () => {
  it('has the new assignment with its position in the claims of the product', async () => {
    const { gtin, claimId, id } = await newPair();
    const { assignmentEdge, product } = (await call('assignClaim', { gtin, claimId })).body.data.assignClaim;
    expect(assignmentEdge.node).toEqual({ id });
    expect(product).toEqual({ gtin, claims: { edges: [assignmentEdge] } });
  });
});
