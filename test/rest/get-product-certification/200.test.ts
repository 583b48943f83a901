import { type CertificationScene, setCertificationScene } from '../certification-scene.js';

let scene: CertificationScene;

beforeAll(async () => {
  scene = await setCertificationScene();
});
afterAll(() => scene.gateway.close());

describe('GET /products/{gtin}/certifications/{certification_id}, 200', () => {
  it('gives the assignment as its creation and the list do, to every organization', async () => {
    const created = await scene.assign({
      certification_id: scene.certification,
      certificate_number: 'US-17',
    });
    for (const key of [scene.key, scene.foreignKey]) {
      const { status, body } = await scene.one('GET', { key, id: scene.certificationUuid.toUpperCase() });
      expect([status, body]).toEqual([200, created.body]);
      const list = await scene.gateway.rest('GET', `/products/${scene.gtin}/certifications`, { key });
      expect(list.body).toEqual([created.body]);
    }
  });

  it("gives an organization's own certification to that organization", async () => {
    const { status, body } = await scene.one('GET', {
      key: scene.foreignKey,
      gtin: scene.foreignGtin,
      id: scene.foreign,
    });
    expect([status, body.label]).toEqual([200, 'House Standard']);
  });
});
