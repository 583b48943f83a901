import { unprepared } from '../../../src/database/statement.js';
import { type PatchScene, setPatchScene } from './patch.js';

const COMPLETE = {
  source: 'THIRD_PARTY_VERIFIED',
  valid_from: '2024-01-01',
  expiration_date: '2025-12-31',
  evidence_url: 'https://example.com/report.pdf',
  evidence_note: 'Audited on site.',
  metadata: { order_id: '6735', lot: '7' },
};

let scene: PatchScene;

beforeAll(async () => {
  scene = await setPatchScene();
});
afterAll(() => scene.gateway.close());

beforeEach(async () => {
  await scene.reassign(COMPLETE);
});

async function stored() {
  const [row] = await scene.gateway.database.query(
    unprepared<Record<string, unknown>>(
      `select source, valid_from::text, expiration_date::text, evidence_url, evidence_note, metadata
      from claim_assignment where gtin = $1`,
    ),
    [scene.gtin],
  );
  return row;
}

function lastActions() {
  return scene.gateway.database.query(
    unprepared('select action from claim_assignment_event where gtin = $1 order by id desc limit 2'),
    [scene.gtin],
  );
}

describe('PATCH /products/{gtin}/claims/{claim_id}, 200', () => {
  it('gives the assignment as it stands now', async () => {
    const { status, body } = await scene.patch({ expiration_date: '2026-12-31' });
    expect(status).toBe(200);
    expect(body).toEqual({
      metadata: COMPLETE.metadata,
      id: scene.claim,
      label: 'Non-GMO',
      code: 'NON_GMO',
      category: 'INGREDIENT_ABSENCE',
      source: 'THIRD_PARTY_VERIFIED',
      valid_from: '2024-01-01',
      expiration_date: '2026-12-31',
    });
  });

  it.each<[string, object]>([
    ['source', { source: 'BRAND_SELF_DECLARED' }],
    ['valid_from', { valid_from: '2024-02-29' }],
    ['expiration_date', { expiration_date: '2024-01-01' }],
    ['both dates', { valid_from: '2030-01-01', expiration_date: '2031-01-01' }],
    ['the first day, to none', { valid_from: null }],
    ['the last day, to none', { expiration_date: null }],
    ['evidence_url', { evidence_url: '' }],
    ['evidence_note', { evidence_note: 'Audited again.' }],
  ])('changes %s and nothing else', async (_, changes) => {
    expect((await scene.patch(changes)).status).toBe(200);
    expect(await stored()).toEqual({ ...COMPLETE, ...changes });
  });

  it.each<[string, object | null, object]>([
    ['a new key is added', { size: 'L' }, { order_id: '6735', lot: '7', size: 'L' }],
    ['a known key is set', { lot: '8' }, { order_id: '6735', lot: '8' }],
    ['an empty value deletes its key', { lot: '' }, { order_id: '6735' }],
    ['an empty value of no key does nothing', { size: '' }, { order_id: '6735', lot: '7' }],
    ['null clears everything', null, {}],
    ['an empty object clears everything', {}, {}],
    ['all at once', { size: 'L', lot: '', order_id: '1' }, { order_id: '1', size: 'L' }],
  ])('merges metadata: %s', async (_, metadata, expected) => {
    const { status, body } = await scene.patch({ metadata });
    expect({ status, metadata: body.metadata }).toEqual({ status: 200, metadata: expected });
  });

  it.each(['__proto__', 'constructor'])('has %s as a key like any other', async (name) => {
    const { body } = await scene.patch({ metadata: Object.fromEntries([[name, 'value']]) });
    expect(Object.entries(body.metadata)).toContainEqual([name, 'value']);
    const cleared = await scene.patch({ metadata: Object.fromEntries([[name, '']]) });
    expect(cleared.body.metadata).toEqual(COMPLETE.metadata);
  });

  it('records the change once', async () => {
    await scene.patch({ source: 'BRAND_SELF_DECLARED' });
    expect(await lastActions()).toEqual([{ action: 'UPDATED' }, { action: 'ASSIGNED' }]);
  });

  it.each<[string, object]>([
    ['{}', {}],
    ['what is there already', COMPLETE],
    ['unknown members', { colour: 'green', claim_id: 'x', gtin: 'y', validFrom: 5 }],
    ['a member below __proto__', JSON.parse('{"__proto__": {"source": "WRONG"}}')],
  ])('changes and records nothing for %s', async (_, body) => {
    expect((await scene.patch(body)).status).toBe(200);
    expect(await stored()).toEqual(COMPLETE);
    expect(await lastActions()).not.toContainEqual({ action: 'UPDATED' });
  });
});
