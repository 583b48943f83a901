import { type CertificationScene, setCertificationScene } from '../certification-scene.js';

let scene: CertificationScene;

beforeAll(async () => {
  scene = await setCertificationScene();
});
afterAll(() => scene.gateway.close());

describe('GET /certifications/{id}, 200', () => {
  it.each([
    ['the short form', () => scene.certification],
    ['the canonical form in capitals', () => scene.certificationUuid.toUpperCase()],
  ])('gives the certification whose id is given in %s, as the list does', async (_, id) => {
    const { status, body } = await scene.gateway.rest('GET', `/certifications/${id()}`, { key: scene.key });
    expect(status).toBe(200);
    expect(body).toEqual({
      id: scene.certification,
      label: 'USDA Organic',
      code: 'USDA_ORGANIC',
      description: 'Grown without synthetic pesticides.',
      url: '',
      logo_url: null,
      certification_body_name: 'Oregon Tilth',
      program: 'National Organic Program',
      standard: '',
    });
    const list = await scene.gateway.rest('GET', '/certifications', { key: scene.key });
    expect(list.body.data).toEqual([body]);
  });

  it("gives an organization's own to that organization, whatever its credential", async () => {
    const publishable = await scene.gateway.fixtures.key(scene.organization, { type: 'cpk' });
    const id = await scene.gateway.fixtures.certification('', {
      label: 'Own',
      organization_id: scene.organization,
    });
    for (const key of [scene.key, publishable]) {
      const { status, body } = await scene.gateway.rest('GET', `/certifications/${id}`, { key });
      expect([status, body.code, body.certification_body_name]).toEqual([200, '', null]);
    }
  });
});
