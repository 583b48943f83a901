import { type Scene, setScene } from '../scene.js';

let scene: Scene;

beforeAll(async () => {
  scene = await setScene();
});
afterAll(() => scene.gateway.close());

describe('GET /products/{gtin}/claims/{claim_id}, 200', () => {
  it('gives what assigning the claim has given, at the place that it has named', async () => {
    const assigned = await scene.assign({
      claim_id: scene.claim,
      valid_from: '2026-01-01',
      evidence_url: 'https://example.com/report',
      evidence_note: 'From the laboratory.',
      metadata: { lot: '7' },
    });
    const { status, body, text } = await scene.gateway.request(assigned.headers.get('location') as string, {
      headers: { 'x-api-key': scene.key },
    });
    expect(status).toBe(200);
    expect(body).toEqual(assigned.body);
    expect(text).not.toMatch(/evidence|laboratory|report/);
  });

  it('takes a GTIN and an id in every written form', async () => {
    const gtin = await scene.gateway.fixtures.product(scene.organization, { gtin: '00000012345670' });
    await scene.gateway.fixtures.assignment(gtin, scene.claimUuid);
    for (const path of [
      `/products/12345670/claims/${scene.claim}`,
      `/products/012345670/claims/${scene.claimUuid.toUpperCase()}`,
    ]) {
      const { status, body } = await scene.gateway.rest('GET', path, { key: scene.key });
      expect({ status, id: body.id }).toEqual({ status: 200, id: scene.claim });
    }
  });

  it.each(['csb', 'cpk'] as const)('is open to a %s key of another organization', async (type) => {
    const { fixtures, rest } = scene.gateway;
    const key = await fixtures.key(await fixtures.organization('Another'), { type, role: 'readonly' });
    const gtin = await scene.freshProduct();
    await fixtures.assignment(gtin, scene.claimUuid);
    expect((await rest('GET', `/products/${gtin}/claims/${scene.claim}`, { key })).status).toBe(200);
  });
});
