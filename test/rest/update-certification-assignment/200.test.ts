import {
  type CertificationScene,
  setCertificationScene,
  storedCertification,
} from '../certification-scene.js';

const COMPLETE = {
  valid_from: '2024-01-01',
  expiration_date: '2025-12-31',
  certificate_number: 'US-17',
  issuing_body: 'Oregon Tilth',
  verification_url: 'https://example.com/US-17',
  verification_status: 'verified',
  scope: 'Packing.',
  certification_value: 'Grade A',
  audit_date: '2025-02-01',
  initial_certification_date: '2020-02-29',
  certificate_countries: ['US', 'CA'],
  metadata: { order_id: '6735', lot: '7' },
};

let scene: CertificationScene;

beforeAll(async () => {
  scene = await setCertificationScene();
});
afterAll(() => scene.gateway.close());

beforeEach(async () => {
  await scene.one('DELETE');
  await scene.assign({ certification_id: scene.certification, ...COMPLETE });
});

const stored = async () => (await storedCertification(scene.gateway, scene.gtin)).assignment;
const lastAction = async () => (await storedCertification(scene.gateway, scene.gtin)).actions.at(-1);

describe('PATCH /products/{gtin}/certifications/{certification_id}, 200', () => {
  it('gives the assignment as it stands now', async () => {
    const { status, body } = await scene.one('PATCH', { body: { expiration_date: '2999-12-31' } });
    expect(status).toBe(200);
    expect(body).toMatchObject({
      ...COMPLETE,
      id: scene.certification,
      is_active: true,
      expiration_date: '2999-12-31',
      expiry_date: '2999-12-31',
    });
  });

  it.each<[string, object]>([
    ['valid_from', { valid_from: '2024-02-29' }],
    ['the first day, to none', { valid_from: null }],
    ['the last day, to none', { expiration_date: null }],
    ['both dates', { valid_from: '2030-01-01', expiration_date: '2031-01-01' }],
    ['certificate_number', { certificate_number: '' }],
    ['issuing_body', { issuing_body: 'x'.repeat(255) }],
    ['verification_url', { verification_url: '' }],
    ['verification_status', { verification_status: 'expired' }],
    ['scope', { scope: 'Packing and storing.' }],
    ['certification_value', { certification_value: 'Grade B' }],
    ['audit_date', { audit_date: null }],
    ['initial_certification_date', { initial_certification_date: '2021-01-01' }],
    ['certificate_countries', { certificate_countries: ['MX'] }],
    ['certificate_countries, to none', { certificate_countries: [] }],
    ['several', { scope: '', verification_status: 'unverified', certificate_countries: ['DE', 'FR'] }],
  ])('changes %s and nothing else', async (_, changes) => {
    expect((await scene.one('PATCH', { body: changes })).status).toBe(200);
    expect(await stored()).toEqual({ ...COMPLETE, ...changes });
    expect(await lastAction()).toBe('UPDATED');
  });

  it.each<[string, object | null, object]>([
    ['a new key is added', { size: 'L' }, { order_id: '6735', lot: '7', size: 'L' }],
    ['an empty value deletes its key', { lot: '' }, { order_id: '6735' }],
    ['null clears everything', null, {}],
    ['an empty object clears everything', {}, {}],
  ])('merges metadata: %s', async (_, metadata, expected) => {
    const { body } = await scene.one('PATCH', { body: { metadata } });
    expect(body.metadata).toEqual(expected);
  });

  it.each<[string, object]>([
    ['{}', {}],
    ['what is there already', COMPLETE],
    ['members that cannot be changed', { expiry_date: '2000-01-01', is_active: true, certification_id: 'x' }],
  ])('changes and records nothing for %s', async (_, body) => {
    expect((await scene.one('PATCH', { body })).status).toBe(200);
    expect(await stored()).toEqual(COMPLETE);
    expect(await lastAction()).toBe('ASSIGNED');
  });
});
