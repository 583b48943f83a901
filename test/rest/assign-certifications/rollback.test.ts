import { type CertificationBatchScene, setCertificationBatchScene, statuses } from './scene.js';

let scene: CertificationBatchScene;

beforeAll(async () => {
  scene = await setCertificationBatchScene();
});
afterAll(() => scene.gateway.close());

describe('POST /certification-assignments/batch with on_error: rollback', () => {
  const MEMBERS = [{ on_error: 'rollback' }, { on_error: 'rollback', on_existing: 'update' }];

  it.each(MEMBERS)('stores all rows if none fails: %j', async (members) => {
    const [a, b] = await scene.products(2);
    const answer = await scene.batch(
      [a, b].map((gtin) => ({ gtin, certification_code: 'FAIR_TRADE' })),
      members,
    );
    expect(answer.body).toMatchObject({ created: 2, updated: 0, failed: 0 });
  });

  it.each(
    MEMBERS.flatMap((members) =>
      [
        { row: { certification_code: 'FAIR_TRADE', verification_status: 'maybe' }, status: 422 },
        { row: { certification_code: 'HOUSE' }, status: 404 },
      ].map((failing) => ({ members, ...failing })),
    ),
  )('stores nothing if a row fails: $members $row', async ({ members, row, status }) => {
    const [a, b] = await scene.products(2);
    const answer = await scene.batch(
      [
        { gtin: a, certification_code: 'FAIR_TRADE' },
        { gtin: b, ...row },
      ],
      members,
    );
    expect(answer.body).toMatchObject({ created: 0, updated: 0, failed: 2 });
    expect(statuses(answer)).toEqual([409, status]);
    expect(answer.body.results[0].error).toMatchObject({
      error_code: 'conflict',
      detail: 'Another row of the batch failed, so that nothing was stored.',
    });
    expect(await scene.historyOf([a, b])).toEqual([]);
  });

  it('changes nothing if a row would break a rule afterwards', async () => {
    const [a, b] = await scene.products(2);
    for (const gtin of [a, b]) {
      await scene.assign({ certification_id: scene.fair, valid_from: '2026-01-01' }, { gtin });
    }
    const answer = await scene.batch(
      [
        { gtin: a, certification_code: 'FAIR_TRADE', scope: 'Changed.' },
        { gtin: b, certification_code: 'FAIR_TRADE', expiration_date: '2025-01-01' },
      ],
      MEMBERS[1],
    );
    expect(statuses(answer)).toEqual([409, 422]);
    expect(await scene.historyOf([a, b])).toHaveLength(2);
  });
});
