import { shortId } from '../../../src/codecs/short-id.js';
import {
  type CertificationScene,
  setCertificationScene,
  storedCertification,
} from '../certification-scene.js';
import { REST_BASE } from '../scene.js';

const COMPLETE = {
  valid_from: '2024-01-01',
  expiration_date: '2999-12-31',
  certificate_number: 'US-17',
  issuing_body: 'Oregon Tilth',
  verification_url: 'https://example.com/US-17',
  verification_status: 'verified',
  scope: 'Packing.',
  certification_value: 'Grade A',
  audit_date: '2025-02-01',
  initial_certification_date: '2020-02-29',
  certificate_countries: ['US', 'CA', 'US'],
  metadata: { order_id: '6735' },
};

let scene: CertificationScene;

beforeAll(async () => {
  scene = await setCertificationScene();
});
afterAll(() => scene.gateway.close());

const freshProduct = () => scene.gateway.fixtures.product(scene.organization);

describe('POST /products/{gtin}/certifications, 201', () => {
  it('stores the certification alone with its defaults', async () => {
    const gtin = await freshProduct();
    const { status, headers, body } = await scene.assign({ certification_id: scene.certification }, { gtin });
    expect(status).toBe(201);
    expect(headers.get('location')).toBe(
      `${REST_BASE}/products/${gtin}/certifications/${scene.certification}`,
    );
    expect(body).toEqual({
      metadata: {},
      id: scene.certification,
      label: 'USDA Organic',
      code: 'USDA_ORGANIC',
      description: 'Grown without synthetic pesticides.',
      url: '',
      logo_url: null,
      is_active: true,
      valid_from: null,
      expiration_date: null,
      expiry_date: null,
      certificate_number: '',
      issuing_body: '',
      verification_url: '',
      verification_status: 'unverified',
      scope: '',
      certification_value: '',
      audit_date: null,
      initial_certification_date: null,
      certificate_countries: [],
    });
  });

  it('stores everything, and records every field that has a value', async () => {
    const gtin = await freshProduct();
    const { body } = await scene.assign({ certification_id: scene.certificationUuid, ...COMPLETE }, { gtin });
    expect(body).toMatchObject({ ...COMPLETE, expiry_date: '2999-12-31', is_active: true });
    expect(await storedCertification(scene.gateway, gtin)).toEqual({
      assignment: COMPLETE,
      actions: ['ASSIGNED'],
    });
    const [event] = await scene.gateway.database.query<{ changes: { field: string; after: string }[] }>(
      { name: undefined, text: 'select changes from certification_assignment_event where gtin = $1' },
      [gtin],
    );
    const after = Object.fromEntries((event?.changes ?? []).map((change) => [change.field, change.after]));
    expect(after).toEqual({
      validFrom: '2024-01-01',
      expirationDate: '2999-12-31',
      certificateNumber: 'US-17',
      issuingBody: 'Oregon Tilth',
      verificationUrl: 'https://example.com/US-17',
      verificationStatus: 'verified',
      scope: 'Packing.',
      certificationValue: 'Grade A',
      auditDate: '2025-02-01',
      initialCertificationDate: '2020-02-29',
      certificateCountries: 'US CA US',
      metadata: '{"order_id":"6735"}',
    });
  });

  it('says whether the certificate is valid today', async () => {
    const expired = await scene.assign(
      { certification_id: scene.certification, expiration_date: '2020-01-01' },
      { gtin: await freshProduct() },
    );
    expect(expired.body).toMatchObject({ is_active: false, verification_status: 'unverified' });
  });

  it("takes an organization's own certification, with and without a code", async () => {
    const { fixtures } = scene.gateway;
    const values = { organization_id: scene.organization };
    for (const code of ['OWN', '']) {
      const id = shortId(await fixtures.certification(code, { label: `Own ${code}`, ...values }));
      const { status, body } = await scene.assign({ certification_id: id }, { gtin: await freshProduct() });
      expect([status, body.code]).toEqual([201, code]);
    }
  });

  it('drops empty values of metadata and ignores what it does not know', async () => {
    const { status, body } = await scene.assign(
      {
        certification_id: scene.certification,
        metadata: { a: '', b: 'x' },
        expiry_date: '2020-01-01',
        is_active: false,
      },
      { gtin: await freshProduct() },
    );
    expect([status, body.metadata, body.expiration_date]).toEqual([201, { b: 'x' }, null]);
  });
});
