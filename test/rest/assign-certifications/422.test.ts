import { expectRefusal } from '../refusal.js';
import { type CertificationBatchScene, setCertificationBatchScene } from './scene.js';

let scene: CertificationBatchScene;

beforeAll(async () => {
  scene = await setCertificationBatchScene();
});
afterAll(() => scene.gateway.close());

const row = () => ({ gtin: scene.gtin, certification_id: scene.certification });

describe('POST /certification-assignments/batch, 422', () => {
  it.each<[string, () => unknown, (string | number)[], string]>([
    ['no rows', () => [], ['assignments'], 'too_short'],
    ['1,001 rows', () => Array.from({ length: 1_001 }, row), ['assignments'], 'too_long'],
    ['rows that are no list', () => ({ 0: row() }), ['assignments'], 'list_type'],
    ['no member with rows', () => undefined, ['assignments'], 'missing'],
    ['a row that is no object', () => [row(), 'x'], ['assignments', 1], 'dict_type'],
  ])('refuses %s as a whole', async (_, rows, place, type) => {
    const { body } = await expectRefusal(scene.gateway, 422, () => scene.batch(rows()));
    expect(body.details).toEqual([{ loc: ['body', ...place], msg: expect.any(String), type }]);
  });

  it.each([
    [{ on_error: 'ignore' }, 'on_error'],
    [{ on_existing: 'skip' }, 'on_existing'],
  ])('refuses %j', async (members, name) => {
    const { body } = await expectRefusal(scene.gateway, 422, () => scene.batch([row()], members));
    expect(body.details).toEqual([{ loc: ['body', name], msg: expect.any(String), type: 'enum' }]);
  });

  it('refuses more than existing assignments can be shown of at once, and stores nothing', async () => {
    const gtins = await scene.products(40);
    await Promise.all(
      gtins.map((gtin) =>
        scene.gateway.fixtures.certificationAssignment(gtin, scene.certificationUuid, {
          scope: 'ä'.repeat(10_000),
        }),
      ),
    );
    const rows = gtins.map((gtin) => ({
      gtin,
      certification_id: scene.certification,
      certificate_number: 'Changed.',
    }));
    const update = { on_existing: 'update' };
    const { body } = await expectRefusal(scene.gateway, 422, () => scene.batch(rows, update));
    expect(body).toMatchObject({
      detail:
        'The assignments that exist already hold too much text for one response. Please send fewer rows.',
      details: [
        {
          loc: ['body', 'assignments'],
          msg: 'List should name fewer existing assignments',
          type: 'too_large',
        },
      ],
    });
    expect((await scene.batch(rows.slice(0, 38), update)).body.updated).toBe(38);
  });

  it('refuses more than certifications can be shown of at once, and stores nothing', async () => {
    const certification_code = 'LONG';
    await scene.gateway.fixtures.certification(certification_code, { description: 'x'.repeat(10_000) });
    const gtins = await scene.products(80);
    const rows = gtins.map((gtin) => ({ gtin, certification_code }));
    const { body } = await expectRefusal(scene.gateway, 422, () => scene.batch(rows));
    expect(body).toMatchObject({
      detail: 'The certifications hold too much text for one response. Please send fewer rows.',
      details: [
        {
          loc: ['body', 'assignments'],
          msg: 'List should name fewer certifications with long texts',
          type: 'too_large',
        },
      ],
    });
    expect((await scene.batch(rows.slice(0, 78))).body.created).toBe(78);
  });

  it('answers the largest batches within the limits of rows and responses', async () => {
    const gtins = await scene.products(250);
    const codes = ['EACH_A', 'EACH_B', 'EACH_C', 'EACH_D'];
    // As long as they may be, with a thousand rows that name them.
    const description = 'x'.repeat(Math.floor((768 * 1024) / 1_000) - 10);
    for (const code of codes) await scene.gateway.fixtures.certification(code, { description });
    const rows = gtins.flatMap((gtin) =>
      codes.map((certification_code) => ({ gtin, certification_code, scope: 'x'.repeat(380) })),
    );
    expect((await scene.batch(rows)).body).toMatchObject({ created: 1_000 });
    // What exists is read as well: 768 KB of it at most.
    const longer = rows.map((each) => ({ ...each, scope: 'y'.repeat(400) }));
    expect((await scene.batch(longer, { on_existing: 'update' })).body).toMatchObject({ updated: 1_000 });
    const texts = rows.map(({ scope: _, ...each }) => ({
      ...each,
      certificate_number: 'z'.repeat(100),
      certification_value: 'v'.repeat(255),
    }));
    const { status, body } = await scene.batch(texts, { on_existing: 'update' });
    expect([status, body.updated]).toEqual([200, 1_000]);
  });
});
