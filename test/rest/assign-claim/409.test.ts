import { unprepared } from '../../../src/database/statement.js';
import { expectRefusal } from '../refusal.js';
import { type Scene, setScene } from '../scene.js';

let scene: Scene;

beforeAll(async () => {
  scene = await setScene();
  await scene.assign({ claim_id: scene.claim, evidence_note: 'The first.', metadata: { lot: '1' } });
});
afterAll(() => scene.gateway.close());

function storedAssignments() {
  return scene.gateway.database.query(unprepared('select * from claim_assignment'));
}

describe('POST /products/{gtin}/claims, 409', () => {
  it.each([
    ['the short form', () => scene.claim],
    ['the canonical form', () => scene.claimUuid],
  ])('refuses a claim that the product carries already, named in %s', async (_, claimId) => {
    const answer = await expectRefusal(scene.gateway, 409, () => scene.assign({ claim_id: claimId() }));
    expect(answer.body.detail).toBe('The claim is already assigned to this product.');
  });

  it('refuses it under a shorter form of the GTIN', async () => {
    await expectRefusal(scene.gateway, 409, () =>
      scene.assign({ claim_id: scene.claim }, { gtin: scene.gtin.replace(/^0/, '') }),
    );
  });

  it('leaves the first assignment as it was', async () => {
    const before = await storedAssignments();
    await scene.assign({ claim_id: scene.claim, evidence_note: 'The second.', metadata: { lot: '2' } });
    expect(await storedAssignments()).toEqual(before);
  });

  it('comes after 422', async () => {
    await expectRefusal(scene.gateway, 422, () => scene.assign({ claim_id: scene.claim, source: 'WRONG' }));
  });

  it('does not concern other products with the claim', async () => {
    const gtin = await scene.freshProduct();
    expect((await scene.assign({ claim_id: scene.claim }, { gtin })).status).toBe(201);
  });
});
