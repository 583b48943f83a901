import { type CertificationScene, setCertificationScene } from '../certification-scene.js';

let scene: CertificationScene;

beforeAll(async () => {
  scene = await setCertificationScene();
  const { fixtures } = scene.gateway;
  const rows: readonly (readonly [string, Record<string, unknown>])[] = [
    ['Beta', { expiration_date: '2020-01-01', verification_status: 'expired' }],
    ['Alpha', { expiration_date: '2999-01-01', verification_status: 'verified' }],
    ['Delta', {}],
    ['Gamma', { valid_from: '2998-01-01', expiration_date: '2999-12-31' }],
  ];
  for (const [label, values] of rows) {
    const id = await fixtures.certification(label.toUpperCase(), { label });
    await fixtures.certificationAssignment(scene.gtin, id, values);
  }
  const own = await fixtures.certification('', { label: 'Own', organization_id: scene.organization });
  await fixtures.certificationAssignment(scene.gtin, own, { expiration_date: '2030-06-01' });
});
afterAll(() => scene.gateway.close());

async function labels(query = '', key = scene.key): Promise<string[]> {
  const { status, body } = await scene.gateway.rest('GET', `/products/${scene.gtin}/certifications${query}`, {
    key,
  });
  expect(status).toBe(200);
  return body.map(({ label }: { label: string }) => label);
}

describe('GET /products/{gtin}/certifications, 200', () => {
  it.each([
    ['', ['Alpha', 'Beta', 'Delta', 'Gamma', 'Own']],
    ['?ordering=label', ['Alpha', 'Beta', 'Delta', 'Gamma', 'Own']],
    ['?ordering=-label', ['Own', 'Gamma', 'Delta', 'Beta', 'Alpha']],
    ['?ordering=expiry_date', ['Beta', 'Own', 'Alpha', 'Gamma', 'Delta']],
    ['?ordering=-expiry_date', ['Gamma', 'Alpha', 'Own', 'Beta', 'Delta']],
    ['?is_active=true', ['Alpha', 'Delta', 'Own']],
    ['?is_active=false', ['Beta', 'Gamma']],
    ['?verification_status=verified', ['Alpha']],
    ['?verification_status=unverified&is_active=true', ['Delta', 'Own']],
    ['?unknown=1', ['Alpha', 'Beta', 'Delta', 'Gamma', 'Own']],
  ])('gives for %j the certifications %j', async (query, expected) => {
    expect(await labels(query)).toEqual(expected);
  });

  it("leaves out the organization's own for others", async () => {
    expect(await labels('', scene.foreignKey)).toEqual(['Alpha', 'Beta', 'Delta', 'Gamma']);
  });

  it('is empty for a product without certifications, and for one whose certifications are not visible', async () => {
    const gtin = await scene.gateway.fixtures.product(scene.organization);
    for (const path of [gtin, scene.foreignGtin]) {
      const { status, body } = await scene.gateway.rest('GET', `/products/${path}/certifications`, {
        key: scene.key,
      });
      expect([status, body]).toEqual([200, []]);
    }
  });
});
