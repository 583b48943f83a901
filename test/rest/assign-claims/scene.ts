import type { Answer } from '../../support/gateway.js';
import { type Scene, setScene } from '../scene.js';

/** A scene with an operation for many assignments. */
export interface BatchScene extends Scene {
  /** Another claim of the catalogue, VEGAN, by its short id. */
  readonly vegan: string;
  /** GTIN-14 of a product of another organization. */
  readonly foreignGtin: string;
  /** Sends rows, or a whole body, to the operation. */
  batch(rows: unknown, members?: object, headers?: Readonly<Record<string, string>>): Promise<Answer>;
  /** As many fresh products of the organization. */
  products(count: number): Promise<string[]>;
}

export async function setBatchScene(): Promise<BatchScene> {
  const scene = await setScene();
  const { gateway, key } = scene;
  const { fixtures } = gateway;
  const { shortId } = await import('../../../src/codecs/short-id.js');
  return {
    ...scene,
    vegan: shortId(await fixtures.claim('VEGAN')),
    foreignGtin: await fixtures.product(await fixtures.organization('Another')),
    batch: (rows, members = {}, headers = {}) =>
      gateway.request('/certifications/api/v1/claim-assignments/batch', {
        method: 'POST',
        headers: { 'x-api-key': key, 'content-type': 'application/json', ...headers },
        body: JSON.stringify({ ...members, assignments: rows }),
      }),
    products: (count) => Promise.all(Array.from({ length: count }, () => scene.freshProduct())),
  };
}
