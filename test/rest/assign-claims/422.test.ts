import { expectRefusal } from '../refusal.js';
import { type BatchScene, setBatchScene } from './scene.js';

let scene: BatchScene;

beforeAll(async () => {
  scene = await setBatchScene();
});
afterAll(() => scene.gateway.close());

const row = () => ({ gtin: scene.gtin, claim_id: scene.claim });

describe('POST /claim-assignments/batch, 422', () => {
  it.each<[string, () => unknown, (string | number)[], string]>([
    ['no rows', () => [], ['assignments'], 'too_short'],
    ['1,001 rows', () => Array.from({ length: 1_001 }, row), ['assignments'], 'too_long'],
    ['rows that are no list', () => ({ 0: row() }), ['assignments'], 'list_type'],
    ['null', () => null, ['assignments'], 'list_type'],
    ['a row that is no object', () => [row(), 'x'], ['assignments', 1], 'dict_type'],
    ['a row that is a list', () => [[row()]], ['assignments', 0], 'dict_type'],
    ['a row that is null', () => [null], ['assignments', 0], 'dict_type'],
  ])('refuses %s as a whole', async (_, rows, place, type) => {
    const { body } = await expectRefusal(scene.gateway, 422, () => scene.batch(rows()));
    expect(body.details).toEqual([{ loc: ['body', ...place], msg: expect.any(String), type }]);
  });

  it.each([
    [{ on_error: 'ignore' }, 'on_error', 'enum'],
    [{ on_existing: 'skip' }, 'on_existing', 'enum'],
    [{ on_error: null }, 'on_error', 'string_type'],
  ])('refuses %j', async (members, name, type) => {
    const { body } = await expectRefusal(scene.gateway, 422, () => scene.batch([row()], members));
    expect(body.details).toEqual([{ loc: ['body', name], msg: expect.any(String), type }]);
  });

  it('refuses a body without rows', async () => {
    const { body } = await expectRefusal(scene.gateway, 422, () => scene.batch(undefined));
    expect(body.details).toEqual([{ loc: ['body', 'assignments'], msg: 'Field required', type: 'missing' }]);
  });

  it('refuses more than existing assignments can be shown of at once, and stores nothing', async () => {
    const gtins = await scene.products(60);
    const metadata = JSON.stringify(
      Object.fromEntries(Array.from({ length: 50 }, (_, i) => [`key_${i}`, 'x'.repeat(450)])),
    );
    await Promise.all(
      gtins.map((gtin) => scene.gateway.fixtures.assignment(gtin, scene.claimUuid, { metadata })),
    );
    const rows = gtins.map((gtin) => ({ gtin, claim_id: scene.claim, evidence_note: 'Changed.' }));
    const { body } = await expectRefusal(scene.gateway, 422, () =>
      scene.batch(rows, { on_existing: 'update' }),
    );
    expect(body.detail).toMatch(/^The assignments that exist already hold too much metadata/);
    const parts = await scene.batch(rows.slice(0, 30), { on_existing: 'update' });
    expect(parts.body.updated).toBe(30);
  });
});
