import {
  type CertificationScene,
  setCertificationScene,
  storedCertification,
} from '../certification-scene.js';

let scene: CertificationScene;

beforeAll(async () => {
  scene = await setCertificationScene();
});
afterAll(() => scene.gateway.close());

describe('DELETE /products/{gtin}/certifications/{certification_id}, 204', () => {
  it('removes the assignment, records it, and leaves the way to assign it again', async () => {
    await scene.assign({ certification_id: scene.certification, scope: 'Packing.' });
    const { status, text } = await scene.one('DELETE', { id: scene.certificationUuid });
    expect([status, text]).toEqual([204, '']);
    expect(await storedCertification(scene.gateway, scene.gtin)).toEqual({
      assignment: undefined,
      actions: ['ASSIGNED', 'REMOVED'],
    });
    expect((await scene.one('DELETE')).status).toBe(404);
    expect((await scene.assign({ certification_id: scene.certification })).status).toBe(201);
  });
});
