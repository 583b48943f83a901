import { wrongPages } from '../catalogue-queries.js';
import { type CertificationScene, setCertificationScene } from '../certification-scene.js';
import { expectRefusal } from '../refusal.js';

let scene: CertificationScene;

beforeAll(async () => {
  scene = await setCertificationScene();
});
afterAll(() => scene.gateway.close());

describe('GET /certifications, 422', () => {
  it.each<readonly [string, string, string]>([
    ...wrongPages,
    ['ordering=name', 'ordering', 'string_pattern_mismatch'],
    ['label=a%00b', 'label', 'string_unicode'],
    ['code=%00', 'code', 'string_unicode'],
    [`label=${'x'.repeat(1_001)}`, 'label', 'string_too_long'],
    [`code=${'x'.repeat(1_001)}`, 'code', 'string_too_long'],
    ['certification_body=x', 'certification_body', 'string_pattern_mismatch'],
    ['certification_body=', 'certification_body', 'string_pattern_mismatch'],
    ['code=A&code=B', 'code', 'multiple_argument_values'],
  ])('refuses %s', async (query, name, type) => {
    const { body } = await expectRefusal(scene.gateway, 422, () =>
      scene.gateway.rest('GET', `/certifications?${query}`, { key: scene.key }),
    );
    expect(body.details).toMatchObject([{ loc: ['query', name], type }]);
  });
});
