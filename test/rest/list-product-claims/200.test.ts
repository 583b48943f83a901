import { shortId } from '../../../src/codecs/short-id.js';
import { rawRequest } from '../raw-request.js';
import { REST_BASE, type Scene, setScene } from '../scene.js';

let scene: Scene;

beforeAll(async () => {
  scene = await setScene();
});
afterAll(() => scene.gateway.close());

function list(gtin: string, key = scene.key) {
  return scene.gateway.rest('GET', `/products/${gtin}/claims`, { key });
}

describe('GET /products/{gtin}/claims, 200', () => {
  it('is an empty array for a product without claims', async () => {
    const { status, body } = await list(scene.gtin);
    expect({ status, body }).toEqual({ status: 200, body: [] });
  });

  it('gives every claim of the product in the members of ClaimAssignmentOut, without evidence', async () => {
    const gtin = await scene.freshProduct();
    await scene.gateway.fixtures.assignment(gtin, scene.claimUuid, {
      source: 'THIRD_PARTY_VERIFIED',
      valid_from: '2024-01-01',
      expiration_date: '2025-12-31',
      evidence_url: 'https://example.com/report.pdf',
      evidence_note: 'Audited.',
      metadata: { order_id: '6735' },
    });
    expect((await list(gtin)).body).toEqual([
      {
        metadata: { order_id: '6735' },
        id: scene.claim,
        label: 'Non-GMO',
        code: 'NON_GMO',
        category: 'INGREDIENT_ABSENCE',
        source: 'THIRD_PARTY_VERIFIED',
        valid_from: '2024-01-01',
        expiration_date: '2025-12-31',
      },
    ]);
  });

  it('orders by the code point of the code, and holds more than a page', async () => {
    const gtin = await scene.freshProduct();
    const codes = ['Z', 'A_B', 'AB', 'A0', ...Array.from({ length: 120 }, (_, i) => `M_${i}`)];
    for (const code of codes) {
      await scene.gateway.fixtures.assignment(gtin, await scene.gateway.fixtures.claim(code));
    }
    const { body } = await list(gtin);
    expect(body.map(({ code }: { code: string }) => code)).toEqual(codes.toSorted());
  });

  it('names the claims as their assignment does', async () => {
    const gtin = await scene.freshProduct();
    const claim = await scene.gateway.fixtures.claim('ORGANIC');
    const assigned = await scene.assign({ claim_id: shortId(claim) }, { gtin });
    expect((await list(gtin)).body).toEqual([assigned.body]);
  });

  it('finds the product under a shorter form of its GTIN', async () => {
    const gtin = await scene.gateway.fixtures.product(scene.organization, { gtin: '00000012345670' });
    await scene.gateway.fixtures.assignment(gtin, scene.claimUuid);
    const answers = [await list('12345670'), await list('000012345670'), await list(gtin)];
    expect(answers.map(({ body }) => body.length)).toEqual([1, 1, 1]);
  });

  it.each([
    ['csb', 'readonly'],
    ['csu', 'editor'],
    ['cpk', 'readonly'],
  ] as const)('is open to a %s key with the role %s of any organization', async (type, role) => {
    const { fixtures } = scene.gateway;
    const key = await fixtures.key(await fixtures.organization('Another'), { type, role });
    expect((await list(scene.gtin, key)).status).toBe(200);
  });

  it('is one statement', async () => {
    await list(scene.gtin);
    const statements: unknown[] = [];
    scene.gateway.database.observer = ({ name }) => statements.push(name);
    await list(scene.gtin);
    scene.gateway.database.observer = undefined;
    expect(statements).toEqual(['list_all_product_claims']);
  });

  it('answers HEAD with the same headers and no body', async () => {
    const get = await list(scene.gtin);
    const head = await rawRequest(scene.gateway.url, {
      method: 'HEAD',
      path: `${REST_BASE}/products/${scene.gtin}/claims`,
      headers: { 'x-api-key': scene.key },
      chunks: [],
    });
    expect({ text: head.text, type: head.headers.get('content-type') }).toEqual({
      text: '',
      type: get.headers.get('content-type'),
    });
  });
});
