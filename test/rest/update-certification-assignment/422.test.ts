import { describeWrongCertificationPaths } from '../certification-refusals.js';
import { type CertificationScene, setCertificationScene } from '../certification-scene.js';
import { wrongCertificationValues } from '../certification-values.js';
import { expectRefusal } from '../refusal.js';

describeWrongCertificationPaths('PATCH');

describe('PATCH /products/{gtin}/certifications/{certification_id}, 422', () => {
  let scene: CertificationScene;

  beforeAll(async () => {
    scene = await setCertificationScene();
    await scene.assign({
      certification_id: scene.certification,
      valid_from: '2026-01-01',
      metadata: Object.fromEntries(Array.from({ length: 30 }, (_, i) => [`stored_${i}`, 'x'])),
    });
  });
  afterAll(() => scene.gateway.close());

  async function faultsOf(body: unknown): Promise<unknown[]> {
    const answer = await expectRefusal(scene.gateway, 422, () => scene.one('PATCH', { body }));
    return answer.body.details.map(({ loc, type }: { loc: string[]; type: string }) => [...loc, type]);
  }

  it.each(wrongCertificationValues)('refuses %s: %j', async (member, value, type, place) => {
    expect(await faultsOf({ [member]: value })).toEqual([['body', member, ...place, type]]);
  });

  it('refuses a last day before the stored first one', async () => {
    expect(await faultsOf({ expiration_date: '2025-12-31' })).toEqual([
      ['body', 'expiration_date', 'date_order'],
    ]);
  });

  it('refuses more keys of metadata than may be there afterwards', async () => {
    const metadata = Object.fromEntries(Array.from({ length: 21 }, (_, i) => [`new_${i}`, 'x']));
    expect(await faultsOf({ metadata })).toEqual([['body', 'metadata', 'too_long']]);
  });

  it('refuses a body that is no object', async () => {
    expect(await faultsOf([])).toEqual([['body', 'dict_type']]);
  });
});
