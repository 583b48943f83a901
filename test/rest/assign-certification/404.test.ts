import { shortId } from '../../../src/codecs/short-id.js';
import { type CertificationScene, setCertificationScene } from '../certification-scene.js';
import { expectRefusal } from '../refusal.js';

let scene: CertificationScene;

beforeAll(async () => {
  scene = await setCertificationScene();
});
afterAll(() => scene.gateway.close());

describe('POST /products/{gtin}/certifications, 404', () => {
  it('says that there is no such product', async () => {
    const { body } = await expectRefusal(scene.gateway, 404, () =>
      scene.assign({ certification_id: scene.certification }, { gtin: '99999999' }),
    );
    expect(body.details).toEqual([{ loc: ['path', 'gtin'], msg: 'Product not found', type: 'not_found' }]);
  });

  it.each([
    ['an unknown one', () => shortId('00000000-0000-4000-8000-000000000000')],
    ['an id that is none', () => 'zzzzzzzzzzzzzzzzzzzzzz'],
    ["another organization's", () => scene.foreign],
    ["another organization's in its canonical form", () => scene.foreignUuid.toUpperCase()],
  ])('says that there is no such certification: %s', async (_, id) => {
    const { body } = await expectRefusal(scene.gateway, 404, () => scene.assign({ certification_id: id() }));
    expect(body.detail).toBe('No certification with this id was found.');
    expect(body.details).toEqual([
      { loc: ['body', 'certification_id'], msg: 'Certification not found', type: 'not_found' },
    ]);
  });
});
