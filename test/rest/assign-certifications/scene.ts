import { shortId } from '../../../src/codecs/short-id.js';
import { unprepared } from '../../../src/database/statement.js';
import type { Answer } from '../../support/gateway.js';
import { type CertificationScene, setCertificationScene } from '../certification-scene.js';

/** A scene with the operation for many assignments. */
export interface CertificationBatchScene extends CertificationScene {
  /** Another certification that all share, FAIR_TRADE, by its short id. */
  readonly fair: string;
  /** Sends rows to the operation, with other members of the body. */
  batch(rows: unknown, members?: object, key?: string): Promise<Answer>;
  /** As many fresh products of the organization, at most three of which are named. */
  products(count: number): Promise<[string, string, string, ...string[]]>;
  /** The history of products, the actor and the times left out. */
  historyOf(gtins: readonly string[]): Promise<any[]>;
}

export async function setCertificationBatchScene(): Promise<CertificationBatchScene> {
  const scene = await setCertificationScene();
  const { gateway, organization } = scene;
  return {
    ...scene,
    fair: shortId(await gateway.fixtures.certification('FAIR_TRADE')),
    batch: (rows, members = {}, key = scene.key) =>
      gateway.rest('POST', '/certification-assignments/batch', {
        key,
        body: { ...members, assignments: rows },
      }),
    products: async (count) =>
      (await Promise.all(Array.from({ length: count }, () => gateway.fixtures.product(organization)))) as [
        ...[string, string, string],
        ...string[],
      ],
    historyOf: (gtins) =>
      gateway.database.query(
        unprepared(
          `select gtin, action, changes from certification_assignment_event
           where gtin = any($1) order by array_position($1, gtin), id`,
        ),
        [gtins],
      ),
  };
}

/** The statuses of a batch's results. */
export function statuses({ body }: Answer): number[] {
  return body.results.map(({ status }: { status: number }) => status);
}
