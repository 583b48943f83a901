import { shortId } from '../../src/codecs/short-id.js';
import { gtins, malformedIds } from '../codecs/vectors.js';
import { expectRefusal } from './refusal.js';
import { type Scene, setScene } from './scene.js';

const UNKNOWN_CLAIM = shortId('00000000-0000-4000-8000-000000000000');
const BEYOND_UUIDS = 'zzzzzzzzzzzzzzzzzzzzzz';

/** The methods of one assignment, with a body for those that take one. */
const bodies: Readonly<Record<string, object | undefined>> = { PATCH: {}, GET: undefined, DELETE: undefined };

function send(scene: Scene, method: string, gtin: string, claimId: string) {
  return scene.gateway.rest(
    method,
    `/products/${encodeURIComponent(gtin)}/claims/${encodeURIComponent(claimId)}`,
    {
      key: scene.key,
      body: bodies[method],
    },
  );
}

/** The 404s of a method of `/products/{gtin}/claims/{claim_id}`. */
export function describeMissing(method: string): void {
  describe(`${method} /products/{gtin}/claims/{claim_id}, 404`, () => {
    let scene: Scene;

    beforeAll(async () => {
      scene = await setScene();
    });
    afterAll(() => scene.gateway.close());

    async function faultOf(gtin: string, claimId: string) {
      const { body } = await expectRefusal(scene.gateway, 404, () => send(scene, method, gtin, claimId));
      expect(body.details).toHaveLength(1);
      const [{ loc, msg, type }] = body.details;
      return { detail: body.detail, loc, msg, type };
    }

    it('says that there is no such product, whatever the claim', async () => {
      for (const claimId of [scene.claim, UNKNOWN_CLAIM]) {
        expect(await faultOf('99999999', claimId)).toEqual({
          detail: 'No product with this GTIN was found.',
          loc: ['path', 'gtin'],
          msg: 'Product not found',
          type: 'not_found',
        });
      }
    });

    it.each([UNKNOWN_CLAIM, BEYOND_UUIDS])('says that there is no claim %s', async (claimId) => {
      expect(await faultOf(scene.gtin, claimId)).toEqual({
        detail: 'No claim with this id was found.',
        loc: ['path', 'claim_id'],
        msg: 'Claim not found',
        type: 'not_found',
      });
    });

    it('says that the product does not carry the claim', async () => {
      expect(await faultOf(scene.gtin, scene.claim)).toEqual({
        detail: 'The product does not carry this claim.',
        loc: ['path', 'claim_id'],
        msg: 'Assignment not found',
        type: 'not_found',
      });
    });
  });
}

/** The 422s of the path of a method of `/products/{gtin}/claims/{claim_id}`. */
export function describeWrongPaths(method: string): void {
  describe(`${method} /products/{gtin}/claims/{claim_id}, 422 for the path`, () => {
    let scene: Scene;

    beforeAll(async () => {
      scene = await setScene();
      await scene.assign({ claim_id: scene.claim });
    });
    afterAll(() => scene.gateway.close());

    async function placesOf(gtin: string, claimId: string): Promise<unknown[]> {
      const { body } = await expectRefusal(scene.gateway, 422, () => send(scene, method, gtin, claimId));
      return body.details.map(({ loc }: { loc: string[] }) => loc);
    }

    it.each([...gtins.invalid, '12345678\0'])('refuses the GTIN %j', async (gtin) => {
      expect(await placesOf(gtin, scene.claim)).toEqual([['path', 'gtin']]);
    });

    it.each([...malformedIds.filter((id) => id !== ''), 'x', '\0', '\n'])('refuses the id %j', async (id) => {
      expect(await placesOf(scene.gtin, id)).toEqual([['path', 'claim_id']]);
    });

    it('lists both', async () => {
      expect(await placesOf('x', 'y')).toEqual([
        ['path', 'gtin'],
        ['path', 'claim_id'],
      ]);
    });

    it('comes before the 404 of an unknown product', async () => {
      expect(await placesOf('99999999', 'x')).toEqual([['path', 'claim_id']]);
    });
  });
}

/** The 403s of a method of `/products/{gtin}/claims/{claim_id}` that writes. */
export function describeForbidden(method: string): void {
  describe(`${method} /products/{gtin}/claims/{claim_id}, 403`, () => {
    let scene: Scene;

    beforeAll(async () => {
      scene = await setScene();
      await scene.assign({ claim_id: scene.claim });
    });
    afterAll(() => scene.gateway.close());

    it.each([
      ['csb', 'readonly'],
      ['cpk', 'readonly'],
    ] as const)(
      'refuses a %s key with the role %s, before anything else is looked at',
      async (type, role) => {
        const key = await scene.gateway.fixtures.key(scene.organization, { type, role });
        for (const path of [`/products/${scene.gtin}/claims/${scene.claim}`, '/products/x/claims/y']) {
          const { body } = await expectRefusal(scene.gateway, 403, () =>
            scene.gateway.rest(method, path, { key, body: '{' }),
          );
          expect(body.detail).toBe('This credential may read but not write.');
        }
      },
    );

    it("refuses another organization's product, before the claim is looked for", async () => {
      const gtin = await scene.gateway.fixtures.product(await scene.gateway.fixtures.organization('Another'));
      await scene.gateway.fixtures.assignment(gtin, scene.claimUuid);
      for (const claimId of [scene.claim, UNKNOWN_CLAIM]) {
        const { body } = await expectRefusal(scene.gateway, 403, () => send(scene, method, gtin, claimId));
        expect(body.detail).toBe('Another organization owns this product.');
      }
    });
  });
}
