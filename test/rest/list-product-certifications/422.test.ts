import { type CertificationScene, setCertificationScene } from '../certification-scene.js';
import { expectRefusal } from '../refusal.js';

let scene: CertificationScene;

beforeAll(async () => {
  scene = await setCertificationScene();
});
afterAll(() => scene.gateway.close());

async function faultsOf(query: string, gtin = scene.gtin): Promise<unknown[]> {
  const { body } = await expectRefusal(scene.gateway, 422, () =>
    scene.gateway.rest('GET', `/products/${gtin}/certifications?${query}`, { key: scene.key }),
  );
  return body.details.map(({ loc, type }: { loc: string[]; type: string }) => [...loc, type]);
}

describe('GET /products/{gtin}/certifications, 422', () => {
  it.each([
    ['verification_status=maybe', 'verification_status', 'enum'],
    ['verification_status=', 'verification_status', 'enum'],
    ['is_active=yes', 'is_active', 'bool_type'],
    ['is_active=', 'is_active', 'bool_type'],
    ['is_active=TRUE', 'is_active', 'bool_type'],
    ['ordering=expiration_date', 'ordering', 'string_pattern_mismatch'],
    ['ordering=', 'ordering', 'string_pattern_mismatch'],
    ['is_active=true&is_active=true', 'is_active', 'multiple_argument_values'],
  ])('refuses %s', async (query, name, type) => {
    expect(await faultsOf(query)).toEqual([['query', name, type]]);
  });

  it('lists the faults of path and query', async () => {
    expect(await faultsOf('ordering=x', '123')).toEqual([
      ['path', 'gtin', 'string_too_short'],
      ['query', 'ordering', 'string_pattern_mismatch'],
    ]);
  });
});
