import { shortId } from '../../../src/codecs/short-id.js';
import { expectRefusal } from '../refusal.js';
import { type Scene, setScene } from '../scene.js';

const UNKNOWN_CLAIM = '00000000-0000-4000-8000-000000000000';

let scene: Scene;

beforeAll(async () => {
  scene = await setScene();
});
afterAll(() => scene.gateway.close());

describe('POST /products/{gtin}/claims, 404', () => {
  it.each(['99999999', '999999999999', '99999999999999'])('says that no product is %s', async (gtin) => {
    const answer = await expectRefusal(scene.gateway, 404, () =>
      scene.assign({ claim_id: scene.claim }, { gtin }),
    );
    expect(answer.body.details).toEqual([
      { loc: ['path', 'gtin'], msg: 'Product not found', type: 'not_found' },
    ]);
  });

  it.each([
    ['the canonical form', UNKNOWN_CLAIM],
    ['the short form', shortId(UNKNOWN_CLAIM)],
    ['the largest short form that encodes a UUID', 'oZEq7ovRbLq6UnGMPwc8B5'],
    ['a short form of 2^128, which encodes none', 'oZEq7ovRbLq6UnGMPwc8B6'],
    ['the largest short form, which encodes none', 'zzzzzzzzzzzzzzzzzzzzzz'],
  ])('says that no claim has an id, in %s', async (_, claimId) => {
    const answer = await expectRefusal(scene.gateway, 404, () => scene.assign({ claim_id: claimId }));
    expect(answer.body.details).toEqual([
      { loc: ['body', 'claim_id'], msg: 'Claim not found', type: 'not_found' },
    ]);
  });

  it('takes no short form of 2^128 or more for the claim whose id it would overflow to', async () => {
    await scene.gateway.database.query({
      name: undefined,
      text: `insert into claim (id, code, label, category)
        values ('00000000-0000-0000-0000-000000000000', 'NIL', 'Nil', 'OTHER')`,
    });
    await expectRefusal(scene.gateway, 404, () => scene.assign({ claim_id: 'oZEq7ovRbLq6UnGMPwc8B6' }));
  });

  it('speaks of the product when both are unknown', async () => {
    const answer = await expectRefusal(scene.gateway, 404, () =>
      scene.assign({ claim_id: UNKNOWN_CLAIM }, { gtin: '99999999' }),
    );
    expect(answer.body.details.map(({ loc }: { loc: string[] }) => loc)).toEqual([['path', 'gtin']]);
  });
});
