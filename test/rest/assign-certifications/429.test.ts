import { type CertificationBatchScene, setCertificationBatchScene } from './scene.js';

let scene: CertificationBatchScene;

beforeAll(async () => {
  scene = await setCertificationBatchScene();
});
afterAll(() => scene.gateway.close());

const rows = (count: number) =>
  Array.from({ length: count }, () => ({ gtin: scene.foreignGtin, certification_id: scene.certification }));
const remaining = ({ headers }: { headers: Headers }) => Number(headers.get('ratelimit-remaining'));

describe('the quota of POST /certification-assignments/batch', () => {
  it('counts one request for each started hundred of rows, of refused batches as well', async () => {
    const key = await scene.gateway.fixtures.key(scene.organization, { perMinute: 100 });
    const left = [];
    for (const count of [1, 100, 101, 1_000]) left.push(remaining(await scene.batch(rows(count), {}, key)));
    expect(left).toEqual([99, 98, 96, 86]);
    expect(remaining(await scene.batch([], {}, key))).toBe(85);
    expect(remaining(await scene.batch(rows(1_001), {}, key))).toBe(75);
  });

  it('refuses a batch for which too few requests remain, and counts nothing', async () => {
    const key = await scene.gateway.fixtures.key(scene.organization, { perMinute: 5 });
    const refused = await scene.batch(rows(600), {}, key);
    expect(refused.status).toBe(429);
    expect(refused.body.detail).toBe(
      'The request counts as 6, and no more than 5 requests a minute can pass. Please send it in parts.',
    );
    expect(remaining(await scene.batch(rows(500), {}, key))).toBe(0);
  });
});
