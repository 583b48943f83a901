import { shortId } from '../../../src/codecs/short-id.js';
import { unprepared } from '../../../src/database/statement.js';
import { type CertificationBatchScene, setCertificationBatchScene, statuses } from './scene.js';

let scene: CertificationBatchScene;

beforeAll(async () => {
  scene = await setCertificationBatchScene();
});
afterAll(() => scene.gateway.close());

/** The assignments of products without their keys and times. */
function rowsOf(gtins: readonly string[]): Promise<any[]> {
  return scene.gateway.database.query(
    unprepared(
      `select to_jsonb(a) - '{gtin,created_at,updated_at}'::text[] as stored, created_at = updated_at as is_new
       from certification_assignment a where gtin = any($1) order by array_position($1, gtin)`,
    ),
    [gtins],
  );
}

const FIELDS = {
  valid_from: '2026-01-01',
  expiration_date: '2026-12-31',
  certificate_number: 'US-17 "A"',
  issuing_body: 'Oregon Tilth',
  verification_url: 'https://example.com/US-17',
  verification_status: 'verified',
  scope: 'Packing, {by hand}.',
  certification_value: 'Grade A',
  audit_date: '2025-02-01',
  initial_certification_date: '2020-02-29',
  certificate_countries: ['US', 'CA', 'US'],
  metadata: { order_id: '6735', a: '1', dropped: '' },
};

describe('POST /certification-assignments/batch', () => {
  it.each([
    ['all fields', FIELDS],
    ['no fields', {}],
  ])('creates what single requests create with %s, with the same history', async (_, fields) => {
    const [one, many] = await scene.products(2);
    const single = await scene.assign({ certification_id: scene.certification, ...fields }, { gtin: one });
    const answer = await scene.batch([{ gtin: many, certification_id: scene.certification, ...fields }]);
    expect(answer.status).toBe(200);
    expect(answer.body).toEqual({
      created: 1,
      updated: 0,
      failed: 0,
      results: [{ status: 201, assignment: single.body }],
    });
    expect(JSON.stringify(answer.body.results[0].assignment)).toBe(JSON.stringify(single.body));
    const [first, second] = await scene.historyOf([one, many]);
    expect(second).toEqual({ ...first, gtin: many });
    const [a, b] = await rowsOf([one, many]);
    expect(a).toEqual(b);
    expect(a).toMatchObject({ is_new: true });
  });

  it('names certifications by ids in both forms and by codes in any letter case', async () => {
    const [a, b, c] = await scene.products(3);
    const answer = await scene.batch([
      { gtin: a, certification_code: 'usda_Organic' },
      { gtin: b, certification_id: scene.certification },
      { gtin: `${c}`.replace(/^0/, ''), certification_id: scene.certificationUuid.toUpperCase() },
    ]);
    expect(statuses(answer)).toEqual([201, 201, 201]);
    expect(answer.body.results.map(({ assignment }: any) => assignment.code)).toEqual(
      Array(3).fill('USDA_ORGANIC'),
    );
  });

  it("names an organization's own certification by a code that all share, and the shared one by its id", async () => {
    const { fixtures } = scene.gateway;
    const shared = shortId(await fixtures.certification('TWICE', { label: 'Of all' }));
    await fixtures.certification('TWICE', { label: 'Own', organization_id: scene.organization });
    const [gtin] = await scene.products(1);
    const answer = await scene.batch([
      { gtin, certification_code: 'TWICE' },
      { gtin, certification_id: shared },
    ]);
    expect(statuses(answer)).toEqual([201, 201]);
    expect(answer.body.results.map(({ assignment }: any) => assignment.label)).toEqual(['Own', 'Of all']);
  });

  it("does not find another organization's certification by its id or code", async () => {
    const [gtin] = await scene.products(1);
    const answer = await scene.batch([
      { gtin, certification_id: scene.foreign },
      { gtin, certification_code: 'HOUSE' },
    ]);
    expect(statuses(answer)).toEqual([404, 404]);
    expect(answer.text).not.toContain('House Standard');
    expect(answer.body.results.map(({ error }: any) => error.details)).toEqual([
      [
        {
          loc: ['body', 'assignments', 0, 'certification_id'],
          msg: 'Certification not found',
          type: 'not_found',
        },
      ],
      [
        {
          loc: ['body', 'assignments', 1, 'certification_code'],
          msg: 'Certification not found',
          type: 'not_found',
        },
      ],
    ]);
  });

  it('stores a thousand rows', async () => {
    const gtins = await scene.products(500);
    const rows = gtins.flatMap((gtin) => [
      { gtin, certification_code: 'FAIR_TRADE', certificate_countries: ['DE'] },
      { gtin, certification_code: 'USDA_ORGANIC' },
    ]);
    const { body } = await scene.batch(rows);
    expect({ ...body, results: body.results.length }).toEqual({
      created: 1_000,
      updated: 0,
      failed: 0,
      results: 1_000,
    });
    expect(await scene.historyOf(gtins)).toHaveLength(1_000);
  });

  it('fails each wrong row with the document of the single operation', async () => {
    const [held, fresh] = await scene.products(2);
    const certification_id = scene.certification;
    await scene.assign({ certification_id }, { gtin: held });
    const wrong: (Record<string, unknown> & { gtin?: unknown })[] = [
      { gtin: held, certification_id },
      { gtin: scene.foreignGtin, certification_id },
      { gtin: '09999999999999', certification_id },
      { gtin: fresh, certification_id: 'zzzzzzzzzzzzzzzzzzzzzz' },
      { gtin: '123', certification_id },
      { gtin: fresh, certification_id: 'AB', verification_status: 'maybe', metadata: { k: 5 } },
      { gtin: fresh },
      { gtin: fresh, certification_id, valid_from: '2026-02-01', expiration_date: '2026-01-01' },
      { gtin: fresh, certification_id, audit_date: '2026-13-01' },
      { gtin: fresh, certification_id, certificate_countries: ['DE', 'ZZZ'] },
      { gtin: fresh, certification_id, certificate_countries: Array(251).fill('DE') },
      { gtin: fresh, certification_id, certificate_countries: null, scope: null },
    ];
    const answer = await scene.batch(wrong);
    expect(answer.body).toMatchObject({ created: 0, updated: 0, failed: wrong.length });
    for (const [index, { gtin, ...body }] of wrong.entries()) {
      const single = await scene.assign(body, { gtin: String(gtin) });
      const { timestamp: _, ...expected } = single.body;
      const details = single.body.details?.map(({ loc, ...detail }: any) => ({
        ...detail,
        loc: ['body', 'assignments', index, ...loc.slice(1)],
      }));
      expect(answer.body.results[index]).toEqual({
        status: single.status,
        error: { ...expected, timestamp: expect.any(String), ...(details && { details }) },
      });
    }
  });

  it('refuses two names for one certification, and a row without a product', async () => {
    const [gtin] = await scene.products(1);
    const { body } = await scene.batch([
      { gtin, certification_code: 'FAIR_TRADE', certification_id: scene.fair },
      { certification_code: 'FAIR_TRADE' },
    ]);
    expect(body.results.map(({ error }: any) => error.details)).toEqual([
      [
        {
          loc: ['body', 'assignments', 0, 'certification_code'],
          msg: 'A certification is named either by its id or by its code',
          type: 'exclusive',
        },
      ],
      [expect.objectContaining({ loc: ['body', 'assignments', 1, 'gtin'], type: 'missing' })],
    ]);
  });

  it('stores the first of several rows for a pair that is valid by itself; the later ones are conflicts', async () => {
    const [gtin] = await scene.products(1);
    const answer = await scene.batch([
      { gtin, certification_code: 'FAIR_TRADE', verification_status: 'maybe' },
      { gtin, certification_code: 'FAIR_TRADE', scope: 'The first.' },
      { gtin, certification_id: scene.fair, scope: 'The second.' },
    ]);
    expect(statuses(answer)).toEqual([422, 201, 409]);
    expect(answer.body.results[2].error.detail).toBe(
      'The certification is already assigned to this product.',
    );
    expect(await scene.historyOf([gtin])).toHaveLength(1);
  });
});

describe('POST /certification-assignments/batch with on_existing: update', () => {
  const update = (rows: object[]) => scene.batch(rows, { on_existing: 'update' });

  it.each([
    ['some fields', { expiration_date: null, certificate_countries: ['DE'], metadata: { a: '', lot: '7' } }],
    ['all fields', { ...FIELDS, scope: 'Storage.', certificate_countries: [], metadata: null }],
    ['texts', { certificate_number: '', issuing_body: 'x', verification_status: 'expired' }],
  ])('changes %s, as a PATCH does, with the same history', async (_, changes) => {
    const [one, many] = await scene.products(2);
    const certification_id = scene.certification;
    for (const gtin of [one, many]) await scene.assign({ certification_id, ...FIELDS }, { gtin });
    const single = await scene.one('PATCH', { gtin: one, body: changes });
    const answer = await update([{ gtin: many, certification_id, ...changes }]);
    expect(answer.body).toEqual({
      created: 0,
      updated: 1,
      failed: 0,
      results: [{ status: 200, assignment: single.body }],
    });
    const events = await scene.historyOf([one, many]);
    expect(events).toHaveLength(4);
    expect(events[3]).toEqual({ ...events[1], gtin: many });
    const [a, b] = await rowsOf([one, many]);
    expect(a).toEqual(b);
  });

  it('writes nothing for a row that changes no value', async () => {
    const [gtin] = await scene.products(1);
    const certification_id = scene.certification;
    await scene.assign({ certification_id, ...FIELDS }, { gtin });
    const versions = () =>
      scene.gateway.database.query(
        unprepared('select xmin, updated_at from certification_assignment where gtin = $1'),
        [gtin],
      );
    const before = await versions();
    const same = { valid_from: '2026-01-01', certificate_countries: ['US', 'CA', 'US'] };
    const answer = await update([{ gtin, certification_id, ...same }]);
    expect(statuses(answer)).toEqual([200]);
    expect(answer.body.results[0].assignment).toMatchObject({ ...same, scope: FIELDS.scope });
    expect(await versions()).toEqual(before);
    expect(await scene.historyOf([gtin])).toHaveLength(1);
  });

  it('creates what does not exist, beside what it changes', async () => {
    const [gtin] = await scene.products(1);
    await scene.assign({ certification_id: scene.certification }, { gtin });
    const answer = await update([
      { gtin, certification_code: 'FAIR_TRADE', scope: 'New.' },
      { gtin, certification_id: scene.certification, verification_status: 'verified' },
    ]);
    expect(statuses(answer)).toEqual([201, 200]);
    expect(answer.body).toMatchObject({ created: 1, updated: 1, failed: 0 });
  });

  it('fails a row that would break a rule as it would stand afterwards', async () => {
    const [gtin] = await scene.products(1);
    const metadata = Object.fromEntries(Array.from({ length: 50 }, (_, i) => [`k${i}`, 'x']));
    const certification_id = scene.certification;
    await scene.assign({ certification_id, ...FIELDS, metadata }, { gtin });
    const details = [];
    for (const changes of [
      { valid_from: '2027-01-01' },
      { metadata: { more: 'x' } },
      { expiration_date: '2025-01-01', metadata: { more: 'x' } },
    ]) {
      const { body } = await update([{ gtin, certification_id, ...changes }]);
      expect(body).toMatchObject({ updated: 0, failed: 1, results: [{ status: 422 }] });
      details.push(body.results[0].error.details.map(({ loc, type }: any) => [loc.at(-1), type]));
    }
    expect(details).toEqual([
      [['valid_from', 'date_order']],
      [['metadata', 'too_long']],
      [
        ['expiration_date', 'date_order'],
        ['metadata', 'too_long'],
      ],
    ]);
  });

  it('fails later rows for a pair, because their order would decide', async () => {
    const [gtin] = await scene.products(1);
    const answer = await update([
      { gtin, certification_code: 'FAIR_TRADE' },
      { gtin, certification_id: scene.fair, scope: 'The second.' },
    ]);
    expect(statuses(answer)).toEqual([201, 422]);
    expect(answer.body.results[1].error.details).toEqual([
      {
        loc: ['body', 'assignments', 1, 'certification_id'],
        msg: 'Product and certification should not be those of an earlier row',
        type: 'duplicate',
      },
    ]);
  });
});
