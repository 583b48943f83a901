import { shortId } from '../../../src/codecs/short-id.js';
import { expectRefusal } from '../refusal.js';
import { REST_BASE, type Scene, setScene } from '../scene.js';

const UNKNOWN_CLAIM = shortId('00000000-0000-4000-8000-000000000000');

let scene: Scene;
let readonlyKey: string;
let publishableKey: string;
let foreignProduct: string;

beforeAll(async () => {
  scene = await setScene();
  const { fixtures } = scene.gateway;
  readonlyKey = await fixtures.key(scene.organization, { role: 'readonly' });
  publishableKey = await fixtures.key(scene.organization, { type: 'cpk', role: 'readonly' });
  foreignProduct = await fixtures.product(await fixtures.organization('Another'));
});
afterAll(() => scene.gateway.close());

describe('POST /products/{gtin}/claims, 403', () => {
  it.each([
    ['with the role readonly', () => readonlyKey],
    ['that is publishable', () => publishableKey],
  ])('refuses a key %s', async (_, key) => {
    const answer = await expectRefusal(scene.gateway, 403, () =>
      scene.assign({ claim_id: scene.claim }, { key: key() }),
    );
    expect(answer.body.detail).toBe('This credential may read but not write.');
  });

  it.each(['editor', 'manager'] as const)("refuses a %s another organization's product", async (role) => {
    const key = await scene.gateway.fixtures.key(scene.organization, { role });
    const answer = await expectRefusal(scene.gateway, 403, () =>
      scene.assign({ claim_id: scene.claim }, { gtin: foreignProduct, key }),
    );
    expect(answer.body.detail).toBe('Another organization owns this product.');
  });
});

describe('403 for a credential that can never write comes before', () => {
  it.each<[string, string, string, string]>([
    ['413, a body that is too large', 'valid', 'application/json', ' '.repeat(600_000)],
    ['415, another media type', 'valid', 'text/plain', 'text'],
    ['400, broken JSON', 'valid', 'application/json', '{'],
    ['422, a wrong GTIN', 'wrong', 'application/json', '{}'],
    ['404, an unknown product', '99999999', 'application/json', `{"claim_id":"${UNKNOWN_CLAIM}"}`],
  ])('%s', async (_, gtin, contentType, body) => {
    const path = `${REST_BASE}/products/${gtin === 'valid' ? scene.gtin : gtin}/claims`;
    const headers = { 'x-api-key': readonlyKey, 'content-type': contentType };
    await expectRefusal(scene.gateway, 403, () =>
      scene.gateway.request(path, { method: 'POST', headers, body }),
    );
  });
});

describe("403 for another organization's product", () => {
  it('comes after 422', async () => {
    await expectRefusal(scene.gateway, 422, () => scene.assign({}, { gtin: foreignProduct }));
  });

  it('comes before the 404 of an unknown claim', async () => {
    await expectRefusal(scene.gateway, 403, () =>
      scene.assign({ claim_id: UNKNOWN_CLAIM }, { gtin: foreignProduct }),
    );
  });

  it('comes before 409', async () => {
    await scene.gateway.fixtures.assignment(foreignProduct, scene.claimUuid);
    await expectRefusal(scene.gateway, 403, () =>
      scene.assign({ claim_id: scene.claim }, { gtin: foreignProduct }),
    );
  });
});
