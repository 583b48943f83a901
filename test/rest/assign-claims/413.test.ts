import { expectRefusal } from '../refusal.js';
import { type BatchScene, setBatchScene } from './scene.js';

let scene: BatchScene;

beforeAll(async () => {
  scene = await setBatchScene();
});
afterAll(() => scene.gateway.close());

describe('POST /claim-assignments/batch, 413', () => {
  it('refuses a body of more than 512 KB', async () => {
    const rows = Array.from({ length: 1_000 }, () => ({ gtin: scene.gtin, evidence_note: 'x'.repeat(500) }));
    await expectRefusal(scene.gateway, 413, () => scene.batch(rows));
  });

  it('takes a thousand rows of 520 bytes and nine values, as documented', async () => {
    const gtins = await scene.products(500);
    const rows = gtins.flatMap((gtin) =>
      ['VEGAN', 'NON_GMO'].map((claim_code) => {
        const row = {
          gtin,
          claim_code,
          source: 'THIRD_PARTY_VERIFIED',
          valid_from: '2026-01-01',
          expiration_date: '2026-12-31',
          metadata: { lot: '7' },
          evidence_note: '',
        };
        return { ...row, evidence_note: 'x'.repeat(520 - JSON.stringify(row).length) };
      }),
    );
    expect((await scene.batch(rows)).body).toMatchObject({ created: 1_000 });
  });
});
