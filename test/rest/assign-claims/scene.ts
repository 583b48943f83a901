import { shortId } from '../../../src/codecs/short-id.js';
import type { Answer } from '../../support/gateway.js';
import { type Scene, setScene } from '../scene.js';

/** A scene with the operation for many assignments. */
export interface BatchScene extends Scene {
  /** Another claim of the catalogue, VEGAN, by its short id. */
  readonly vegan: string;
  /** GTIN-14 of a product of another organization. */
  readonly foreignGtin: string;
  /** Sends rows to the operation, with other members of the body. */
  batch(rows: unknown, members?: object, key?: string): Promise<Answer>;
  /** As many fresh products of the organization, at most three of which are named. */
  products(count: number): Promise<[string, string, string, ...string[]]>;
}

export async function setBatchScene(): Promise<BatchScene> {
  const scene = await setScene();
  const { gateway } = scene;
  const { fixtures } = gateway;
  return {
    ...scene,
    vegan: shortId(await fixtures.claim('VEGAN')),
    foreignGtin: await fixtures.product(await fixtures.organization('Another')),
    batch: (rows, members = {}, key = scene.key) =>
      gateway.rest('POST', '/claim-assignments/batch', { key, body: { ...members, assignments: rows } }),
    products: async (count) =>
      (await Promise.all(Array.from({ length: count }, () => scene.freshProduct()))) as [
        ...[string, string, string],
        ...string[],
      ],
  };
}

/** The statuses of a batch's results. */
export function statuses({ body }: Answer): number[] {
  return body.results.map(({ status }: { status: number }) => status);
}
