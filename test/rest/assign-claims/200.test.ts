import { unprepared } from '../../../src/database/statement.js';
import { type BatchScene, setBatchScene, statuses } from './scene.js';

let scene: BatchScene;

beforeAll(async () => {
  scene = await setBatchScene();
});
afterAll(() => scene.gateway.close());

/** The history of products, the actor and the times left out. */
function historyOf(gtins: readonly string[]): Promise<object[]> {
  return scene.gateway.database.query(
    unprepared(
      `select gtin, action, changes from claim_assignment_event
       where gtin = any($1) order by array_position($1, gtin), id`,
    ),
    [gtins],
  );
}

const FIELDS = {
  source: 'THIRD_PARTY_VERIFIED',
  valid_from: '2026-01-01',
  expiration_date: '2026-12-31',
  evidence_url: 'https://example.com/a',
  evidence_note: 'Audited.',
  metadata: { order_id: '6735', a: '1', dropped: '' },
};

describe('POST /claim-assignments/batch', () => {
  it('creates what single requests create, with the same history', async () => {
    const [one, many] = await scene.products(2);
    const single = await scene.assign({ claim_id: scene.claim, ...FIELDS }, { gtin: one });
    const answer = await scene.batch([{ gtin: many, claim_id: scene.claim, ...FIELDS }]);
    expect(answer.status).toBe(200);
    expect(answer.body).toEqual({
      created: 1,
      updated: 0,
      failed: 0,
      results: [{ status: 201, assignment: single.body }],
    });
    expect(Object.keys(answer.body.results[0].assignment.metadata)).toEqual(['a', 'order_id']);
    const [first, second] = (await historyOf([one, many])) as any[];
    expect(second).toEqual({ ...first, gtin: many });
    const stored = await scene.gateway.database.query(
      unprepared<Record<string, unknown>>(
        `select to_jsonb(a) - '{gtin,created_at,updated_at}'::text[] as rest, created_at = updated_at as is_new
         from claim_assignment a where gtin = any($1)`,
      ),
      [[one, many]],
    );
    expect(stored[0]).toEqual(stored[1]);
    expect(stored[0]).toMatchObject({ is_new: true });
  });

  it('names claims by ids in both forms and by codes in any letter case', async () => {
    const [a, b, c] = await scene.products(3);
    const rows = [
      { gtin: a, claim_code: 'non_Gmo' },
      { gtin: b, claim_id: scene.claim },
      { gtin: `${c}`.replace(/^0/, ''), claim_id: scene.claimUuid.toUpperCase() },
    ];
    const answer = await scene.batch(rows);
    expect(statuses(answer)).toEqual([201, 201, 201]);
    expect(answer.body.results.map(({ assignment }: any) => assignment.code)).toEqual(
      Array(3).fill('NON_GMO'),
    );
  });

  it('stores a thousand rows', async () => {
    const gtins = await scene.products(500);
    const rows = gtins.flatMap((gtin) => [
      { gtin, claim_code: 'VEGAN' },
      { gtin, claim_code: 'NON_GMO' },
    ]);
    const { body } = await scene.batch(rows);
    expect({ ...body, results: body.results.length }).toEqual({
      created: 1_000,
      updated: 0,
      failed: 0,
      results: 1_000,
    });
    expect(await historyOf(gtins)).toHaveLength(1_000);
  });

  it('fails each wrong row with the document of the single operation', async () => {
    const [assigned, fresh] = await scene.products(2);
    await scene.assign({ claim_id: scene.claim }, { gtin: assigned });
    const wrong: { row: Record<string, unknown> & { gtin?: unknown }; place?: string }[] = [
      { row: { gtin: assigned, claim_id: scene.claim } },
      { row: { gtin: scene.foreignGtin, claim_id: scene.claim } },
      { row: { gtin: '09999999999999', claim_id: scene.claim } },
      { row: { gtin: fresh, claim_id: 'zzzzzzzzzzzzzzzzzzzzzz' } },
      { row: { gtin: '123', claim_id: scene.claim } },
      { row: { gtin: fresh, claim_id: 'AB', source: 'WRONG', metadata: { k: 5 } } },
      { row: { gtin: fresh } },
      {
        row: { gtin: fresh, claim_id: scene.claim, valid_from: '2026-02-01', expiration_date: '2026-01-01' },
      },
      { row: { gtin: fresh, claim_id: scene.claim, evidence_note: null } },
    ];
    const answer = await scene.batch(wrong.map(({ row }) => row));
    expect(answer.body).toMatchObject({ created: 0, updated: 0, failed: wrong.length });
    for (const [index, { row }] of wrong.entries()) {
      const { gtin, ...body } = row;
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

  it('names the code of an unknown claim, and refuses two names for one claim', async () => {
    const [gtin] = await scene.products(1);
    const { body } = await scene.batch([
      { gtin, claim_code: 'NONE' },
      { gtin, claim_code: 'VEGAN', claim_id: scene.vegan },
      { claim_code: 'VEGAN' },
    ]);
    expect(body.results.map(({ error }: any) => error.details)).toEqual([
      [{ loc: ['body', 'assignments', 0, 'claim_code'], msg: 'Claim not found', type: 'not_found' }],
      [expect.objectContaining({ loc: ['body', 'assignments', 1, 'claim_code'], type: 'exclusive' })],
      [expect.objectContaining({ loc: ['body', 'assignments', 2, 'gtin'], type: 'missing' })],
    ]);
  });

  it('stores the first of several rows for a pair that is valid by itself; the later ones are conflicts', async () => {
    const [gtin] = await scene.products(1);
    const answer = await scene.batch([
      { gtin, claim_code: 'VEGAN', source: 'WRONG' },
      { gtin, claim_code: 'VEGAN', evidence_note: 'The first.' },
      { gtin, claim_id: scene.vegan, evidence_note: 'The second.' },
    ]);
    expect(statuses(answer)).toEqual([422, 201, 409]);
    expect(answer.body.results[2].error.detail).toBe('The claim is already assigned to this product.');
    expect(await historyOf([gtin])).toHaveLength(1);
  });
});

describe('POST /claim-assignments/batch with on_existing: update', () => {
  const update = (rows: object[]) => scene.batch(rows, { on_existing: 'update' });

  it('changes what a row sends, as a PATCH does, with the same history', async () => {
    const [one, many] = await scene.products(2);
    for (const gtin of [one, many]) await scene.assign({ claim_id: scene.claim, ...FIELDS }, { gtin });
    const changes = { expiration_date: null, metadata: { a: '', lot: '7' } };
    const single = await scene.gateway.rest('PATCH', `/products/${one}/claims/${scene.claim}`, {
      key: scene.key,
      body: changes,
    });
    const answer = await update([{ gtin: many, claim_id: scene.claim, ...changes }]);
    expect(answer.body).toEqual({
      created: 0,
      updated: 1,
      failed: 0,
      results: [{ status: 200, assignment: single.body }],
    });
    const events = (await historyOf([one, many])) as any[];
    expect(events).toHaveLength(4);
    expect(events[3]).toEqual({ ...events[1], gtin: many });
  });

  it.each([[null], [{}]])('clears metadata by %j', async (metadata) => {
    const [gtin] = await scene.products(1);
    await scene.assign({ claim_id: scene.claim, ...FIELDS }, { gtin });
    const { body } = await update([{ gtin, claim_id: scene.claim, metadata }]);
    expect(body.results[0].assignment).toMatchObject({ metadata: {}, source: 'THIRD_PARTY_VERIFIED' });
  });

  it('writes nothing for a row that changes no value', async () => {
    const [gtin] = await scene.products(1);
    await scene.assign({ claim_id: scene.claim, ...FIELDS }, { gtin });
    const times = () =>
      scene.gateway.database.query(unprepared('select updated_at from claim_assignment where gtin = $1'), [
        gtin,
      ]);
    const before = await times();
    const answer = await update([{ gtin, claim_id: scene.claim, valid_from: '2026-01-01' }]);
    expect(statuses(answer)).toEqual([200]);
    expect(await times()).toEqual(before);
    expect(await historyOf([gtin])).toHaveLength(1);
  });

  it('creates what does not exist, beside what it changes', async () => {
    const [gtin] = await scene.products(1);
    await scene.assign({ claim_id: scene.claim }, { gtin });
    const answer = await update([
      { gtin, claim_code: 'VEGAN', evidence_note: 'New.' },
      { gtin, claim_id: scene.claim, source: 'THIRD_PARTY_VERIFIED' },
    ]);
    expect(statuses(answer)).toEqual([201, 200]);
    expect(answer.body).toMatchObject({ created: 1, updated: 1, failed: 0 });
  });

  it('fails a row that would break a rule as it would stand afterwards', async () => {
    const [gtin] = await scene.products(1);
    const metadata = Object.fromEntries(Array.from({ length: 50 }, (_, i) => [`k${i}`, 'x']));
    await scene.assign({ claim_id: scene.claim, ...FIELDS, metadata }, { gtin });
    const row = { gtin, claim_id: scene.claim };
    const details = [];
    for (const changes of [
      { valid_from: '2027-01-01' },
      { metadata: { more: 'x' } },
      { expiration_date: '2025-01-01', metadata: { more: 'x' } },
    ]) {
      const { body } = await update([{ ...row, ...changes }]);
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
      { gtin, claim_code: 'VEGAN' },
      { gtin, claim_id: scene.vegan, evidence_note: 'The second.' },
    ]);
    expect(statuses(answer)).toEqual([201, 422]);
    expect(answer.body.results[1].error.details).toEqual([
      {
        loc: ['body', 'assignments', 1, 'claim_id'],
        msg: 'Product and claim should not be those of an earlier row',
        type: 'duplicate',
      },
    ]);
  });
});

describe('POST /claim-assignments/batch with on_error: rollback', () => {
  const MEMBERS = [{ on_error: 'rollback' }, { on_error: 'rollback', on_existing: 'update' }];

  it.each(MEMBERS)('stores all rows if none fails: %j', async (members) => {
    const [a, b] = await scene.products(2);
    const answer = await scene.batch(
      [a, b].map((gtin) => ({ gtin, claim_code: 'VEGAN' })),
      members,
    );
    expect(answer.body).toMatchObject({ created: 2, updated: 0, failed: 0 });
  });

  it.each(
    MEMBERS.flatMap((members) =>
      [
        ['is invalid', { claim_code: 'VEGAN', source: 'WRONG' }, 422],
        ['names an unknown claim', { claim_code: 'NONE' }, 404],
        ['names another organization’s product', { claim_code: 'VEGAN', gtin: '' }, 403],
      ].map(([what, row, status]) => ({ members, what, row: row as Record<string, string>, status })),
    ),
  )('stores nothing if a row $what: $members', async ({ members, row, status }) => {
    const [a, b] = await scene.products(2);
    const answer = await scene.batch(
      [
        { gtin: a, claim_code: 'VEGAN' },
        { gtin: b, ...row, ...(row.gtin === '' && { gtin: scene.foreignGtin }) },
      ],
      members,
    );
    expect(answer.body).toMatchObject({ created: 0, updated: 0, failed: 2 });
    expect(statuses(answer)).toEqual([409, status]);
    expect(answer.body.results[0].error).toMatchObject({
      error_code: 'conflict',
      detail: 'Another row of the batch failed, so that nothing was stored.',
    });
    expect(await historyOf([a, b])).toEqual([]);
  });

  it('changes nothing if a row would break a rule afterwards, or exists already', async () => {
    const [a, b] = await scene.products(2);
    for (const gtin of [a, b]) {
      await scene.assign({ claim_code: 'VEGAN', claim_id: scene.vegan, valid_from: '2026-01-01' }, { gtin });
    }
    const rows = [
      { gtin: a, claim_code: 'VEGAN', evidence_note: 'Changed.' },
      { gtin: b, claim_code: 'VEGAN', expiration_date: '2025-01-01' },
    ];
    const broken = await scene.batch(rows, MEMBERS[1]);
    expect(statuses(broken)).toEqual([409, 422]);
    const existing = await scene.batch(rows, MEMBERS[0]);
    expect(statuses(existing)).toEqual([409, 409]);
    expect(await historyOf([a, b])).toHaveLength(2);
  });
});
