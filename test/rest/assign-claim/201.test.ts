import { shortId } from '../../../src/codecs/short-id.js';
import { type Gateway, startGateway } from '../../support/gateway.js';

let gateway: Gateway;
let organization: string;
let key: string;

beforeAll(async () => {
  gateway = await startGateway();
  organization = await gateway.fixtures.organization();
  key = await gateway.fixtures.key(organization);
});
afterAll(() => gateway.close());

describe('POST /products/{gtin}/claims, 201', () => {
  it('gives the claim with the assignment, in the members of ClaimAssignmentOut', async () => {
    const gtin = await gateway.fixtures.product(organization);
    const claim = await gateway.fixtures.claim('NON_GMO', { label: 'Non-GMO', category: 'INGREDIENT_ABSENCE' });
    const answer = await gateway.rest('POST', `/products/${gtin}/claims`, {
      key,
      body: {
        claim_id: shortId(claim),
        source: 'THIRD_PARTY_VERIFIED',
        valid_from: '2024-01-01',
        expiration_date: '2025-12-31',
        metadata: { order_id: '6735' },
      },
    });
    expect(answer.status).toBe(201);
    expect(answer.body).toEqual({
      metadata: { order_id: '6735' },
      id: shortId(claim),
      label: 'Non-GMO',
      code: 'NON_GMO',
      category: 'INGREDIENT_ABSENCE',
      source: 'THIRD_PARTY_VERIFIED',
      valid_from: '2024-01-01',
      expiration_date: '2025-12-31',
    });
  });
});
