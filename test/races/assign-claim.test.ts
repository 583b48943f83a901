import { shortId } from '../../src/codecs/short-id.js';
import { unprepared } from '../../src/database/statement.js';
import { type Gateway, startGateway } from '../support/gateway.js';

const RACERS = 100;
const MUTATION = 'mutation ($input: AssignClaimInput!) { assignClaim(input: $input) { assignment { id } } }';

let gateway: Gateway;
let organization: string;
let key: string;

beforeAll(async () => {
  gateway = await startGateway();
  organization = await gateway.fixtures.organization();
  key = await gateway.fixtures.key(organization);
  // A race over connections that are still being opened is none: every racer would come one by one.
  await Promise.all(
    Array.from({ length: 20 }, () => gateway.database.query(unprepared('select pg_sleep(0.05)'))),
  );
});
afterAll(() => gateway.close());

/** Assigns through one of the doors; gives the status that the caller was told. */
async function assign(door: 'rest' | 'graphql', gtin: string, claim: string): Promise<number> {
  if (door === 'rest') {
    const answer = await gateway.rest('POST', `/products/${gtin}/claims`, {
      key,
      body: { claim_id: shortId(claim) },
    });
    return answer.status;
  }
  const variables = { input: { gtin, claimId: shortId(claim) } };
  const { body } = await gateway.graphql(MUTATION, { key, variables });
  return body.errors ? body.errors[0].extensions.status : 201;
}

describe('concurrent assignments of one pair', () => {
  it.each([1, 2, 3])('let exactly one of 100 callers over both doors win (round %i)', async (round) => {
    const gtin = await gateway.fixtures.product(organization);
    const claim = await gateway.fixtures.claim(`RACE_${round}`);
    const statuses = await Promise.all(
      Array.from({ length: RACERS }, (_, i) => assign(i % 2 === 0 ? 'rest' : 'graphql', gtin, claim)),
    );
    expect(statuses.toSorted()).toEqual([201, ...Array.from({ length: RACERS - 1 }, () => 409)]);
    const [rows] = await gateway.database.query(
      unprepared<{ assignments: number; events: number }>(
        `select (select count(*)::int from claim_assignment where gtin = $1) as assignments,
           (select count(*)::int from claim_assignment_event where gtin = $1) as events`,
      ),
      [gtin],
    );
    expect(rows).toEqual({ assignments: 1, events: 1 });
  });
});
