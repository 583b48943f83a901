import type { Answer } from '../../support/gateway.js';
import { type Scene, setScene } from '../scene.js';

/** A scene whose product carries the claim. */
export interface PatchScene extends Scene {
  /** Sends a change of that assignment. */
  patch(body: unknown): Promise<Answer>;
  /** Makes the assignment anew, from these members. */
  reassign(members?: object): Promise<Answer>;
}

export async function setPatchScene(): Promise<PatchScene> {
  const scene = await setScene();
  const path = `/products/${scene.gtin}/claims/${scene.claim}`;
  const reassign = async (members = {}) => {
    await scene.gateway.rest('DELETE', path, { key: scene.key });
    return scene.assign({ claim_id: scene.claim, ...members });
  };
  await reassign();
  return { ...scene, reassign, patch: (body) => scene.gateway.rest('PATCH', path, { key: scene.key, body }) };
}
