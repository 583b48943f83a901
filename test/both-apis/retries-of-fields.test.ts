import { randomUUID } from 'node:crypto';
import type { Answer, Gateway } from '../support/gateway.js';
import { shareGateway } from '../support/shared-gateway.js';

const ASSIGNMENT = 'assignment { id source createdAt claim { code } }';

let gateway: Gateway;
let organization: string;
let key: string;

beforeAll(async () => {
  gateway = await shareGateway();
  organization = await gateway.fixtures.organization();
  key = await gateway.fixtures.key(organization);
  await gateway.fixtures.claim('VEGAN');
});
afterAll(() => gateway.close());

const send = (query: string, idempotencyKey: string, variables = {}): Promise<Answer> =>
  gateway.graphql(query, { key, idempotencyKey, variables });

const isReplayed = ({ headers }: Answer) => headers.get('idempotency-replayed') === 'true';

describe('a request with several mutation fields', () => {
  const BOTH = `mutation ($a: AssignClaimInput!, $b: AssignClaimInput!) {
    a: assignClaim(input: $a) { ${ASSIGNMENT} } b: assignClaim(input: $b) { ${ASSIGNMENT} } }`;

  it('keeps the outcome of each field, so that a repetition does what is left', async () => {
    const [gtin, later] = [await gateway.fixtures.product(organization), '09520000099998'];
    const variables = { a: { gtin, claimCode: 'VEGAN' }, b: { gtin: later, claimCode: 'VEGAN' } };
    const idempotencyKey = randomUUID();
    const first = await send(BOTH, idempotencyKey, variables);
    expect(first.body.errors).toHaveLength(1);
    await gateway.fixtures.product(organization, { gtin: later });
    const second = await send(BOTH, idempotencyKey, variables);
    expect(second.body.errors).toBeUndefined();
    expect(second.body.data.a).toEqual(first.body.data.a);
    expect(isReplayed(second)).toBe(false);
    const third = await send(BOTH, idempotencyKey, variables);
    expect(third.text).toBe(second.text);
    expect(isReplayed(third)).toBe(true);
  });

  it('tells fields apart whose aliases are long', async () => {
    const [a, b] = [
      await gateway.fixtures.product(organization),
      await gateway.fixtures.product(organization),
    ];
    const alias = 'a'.repeat(5_000);
    const fields = [a, b].map(
      (gtin, i) =>
        `${alias}${i}: assignClaim(input: { gtin: "${gtin}", claimCode: "VEGAN" }) { ${ASSIGNMENT} }`,
    );
    const idempotencyKey = randomUUID();
    const first = await send(`mutation { ${fields.join(' ')} }`, idempotencyKey);
    expect(first.body.errors).toBeUndefined();
    const again = await send(`mutation { ${fields.join(' ')} }`, idempotencyKey);
    expect(again.text).toBe(first.text);
  });
});
