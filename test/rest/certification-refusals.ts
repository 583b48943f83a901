import { shortId } from '../../src/codecs/short-id.js';
import { gtins, malformedIds } from '../codecs/vectors.js';
import { type CertificationScene, setCertificationScene } from './certification-scene.js';
import { expectRefusal } from './refusal.js';

const UNKNOWN = shortId('00000000-0000-4000-8000-000000000000');
const BEYOND_UUIDS = 'zzzzzzzzzzzzzzzzzzzzzz';

const PATH = '/products/{gtin}/certifications/{certification_id}';

/** The 404s of a method of one assignment. */
export function describeMissingCertification(method: string): void {
  describe(`${method} ${PATH}, 404`, () => {
    let scene: CertificationScene;

    beforeAll(async () => {
      scene = await setCertificationScene();
    });
    afterAll(() => scene.gateway.close());

    async function faultOf(gtin: string, id: string) {
      const { body } = await expectRefusal(scene.gateway, 404, () => scene.one(method, { gtin, id }));
      expect(body.details).toHaveLength(1);
      const [{ loc, msg, type }] = body.details;
      return { detail: body.detail, loc, msg, type };
    }

    it('says that there is no such product, whatever the certification', async () => {
      for (const id of [scene.certification, UNKNOWN]) {
        expect(await faultOf('99999999', id)).toEqual({
          detail: 'No product with this GTIN was found.',
          loc: ['path', 'gtin'],
          msg: 'Product not found',
          type: 'not_found',
        });
      }
    });

    it.each([
      ['unknown', () => UNKNOWN],
      ['beyond UUIDs', () => BEYOND_UUIDS],
      ["another organization's", () => scene.foreign],
    ])('says that there is no certification with an id that is %s', async (_, id) => {
      expect(await faultOf(scene.gtin, id())).toEqual({
        detail: 'No certification with this id was found.',
        loc: ['path', 'certification_id'],
        msg: 'Certification not found',
        type: 'not_found',
      });
    });

    it('says that the product does not hold the certification', async () => {
      expect(await faultOf(scene.gtin, scene.certification)).toEqual({
        detail: 'The product does not hold this certification.',
        loc: ['path', 'certification_id'],
        msg: 'Assignment not found',
        type: 'not_found',
      });
    });
  });
}

/** The 422s of the path of a method of one assignment. */
export function describeWrongCertificationPaths(method: string): void {
  describe(`${method} ${PATH}, 422 for the path`, () => {
    let scene: CertificationScene;

    beforeAll(async () => {
      scene = await setCertificationScene();
    });
    afterAll(() => scene.gateway.close());

    async function placesOf(gtin: string, id: string): Promise<unknown[]> {
      const { body } = await expectRefusal(scene.gateway, 422, () => scene.one(method, { gtin, id }));
      return body.details.map(({ loc }: { loc: string[] }) => loc);
    }

    it.each([...gtins.invalid, '12345678\0'])('refuses the GTIN %j', async (gtin) => {
      expect(await placesOf(gtin, scene.certification)).toEqual([['path', 'gtin']]);
    });

    it.each([...malformedIds.filter((id) => id !== ''), 'x', '\0'])('refuses the id %j', async (id) => {
      expect(await placesOf(scene.gtin, id)).toEqual([['path', 'certification_id']]);
    });

    it('refuses a global id of the GraphQL API, and comes before the 404 of an unknown product', async () => {
      expect(await placesOf('99999999', `certification.${scene.certification}`)).toEqual([
        ['path', 'certification_id'],
      ]);
    });
  });
}

/** The 403s of a method of one assignment that writes. */
export function describeForbiddenCertification(method: string): void {
  describe(`${method} ${PATH}, 403`, () => {
    let scene: CertificationScene;

    beforeAll(async () => {
      scene = await setCertificationScene();
      await scene.assign({ certification_id: scene.certification });
    });
    afterAll(() => scene.gateway.close());

    it.each(['csb', 'cpk'] as const)(
      'refuses a %s key with the role readonly, before anything else is looked at',
      async (type) => {
        const key = await scene.gateway.fixtures.key(scene.organization, { type, role: 'readonly' });
        for (const id of [scene.certification, 'x']) {
          const { body } = await expectRefusal(scene.gateway, 403, () =>
            scene.one(method, { id, key, ...(method === 'PATCH' && { body: '{' }) }),
          );
          expect(body.detail).toBe('This credential may read but not write.');
        }
      },
    );

    it("refuses another organization's product, before the certification is looked for", async () => {
      for (const id of [scene.certification, scene.foreign, UNKNOWN]) {
        const { body } = await expectRefusal(scene.gateway, 403, () =>
          scene.one(method, { gtin: scene.foreignGtin, id }),
        );
        expect(body.detail).toBe('Another organization owns this product.');
      }
    });
  });
}
