import { randomUUID } from 'node:crypto';
import { ASSIGNMENT, freshProduct, gateway, graphql, isReplayed, organization } from './repeatable-writes.js';

describe('a request with several mutation fields', () => {
  const BOTH = `mutation ($a: AssignClaimInput!, $b: AssignClaimInput!) {
    a: assignClaim(input: $a) { ${ASSIGNMENT} } b: assignClaim(input: $b) { ${ASSIGNMENT} } }`;

  it('keeps the outcome of each field, so that a repetition does what is left', async () => {
    const [gtin, later] = [await freshProduct(), '09520000099998'];
    const variables = { a: { gtin, claimCode: 'VEGAN' }, b: { gtin: later, claimCode: 'VEGAN' } };
    const idempotencyKey = randomUUID();
    const first = await graphql(BOTH, variables, { idempotencyKey });
    expect(first.body.errors).toHaveLength(1);
    await gateway.fixtures.product(organization, { gtin: later });
    const second = await graphql(BOTH, variables, { idempotencyKey });
    expect(second.body.errors).toBeUndefined();
    expect(second.body.data.a).toEqual(first.body.data.a);
    expect(isReplayed(second)).toBe(false);
    const third = await graphql(BOTH, variables, { idempotencyKey });
    expect(third.text).toBe(second.text);
    expect(isReplayed(third)).toBe(true);
  });

  it('tells fields apart whose aliases are long', async () => {
    const [a, b] = [await freshProduct(), await freshProduct()];
    const alias = 'a'.repeat(5_000);
    const fields = [a, b].map(
      (gtin, i) =>
        `${alias}${i}: assignClaim(input: { gtin: "${gtin}", claimCode: "VEGAN" }) { ${ASSIGNMENT} }`,
    );
    const idempotencyKey = randomUUID();
    const first = await graphql(`mutation { ${fields.join(' ')} }`, {}, { idempotencyKey });
    expect(first.body.errors).toBeUndefined();
    const again = await graphql(`mutation { ${fields.join(' ')} }`, {}, { idempotencyKey });
    expect(again.text).toBe(first.text);
  });
});
