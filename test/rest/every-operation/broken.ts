import type { Answer } from '../../support/gateway.js';
import type { Scene } from '../scene.js';
import { type OperationRequest, pathOf } from './operations.js';

/**
 * Sends a good request while every statement fails in the same way. The key has to be remembered already, or
 * looking for it fails first.
 */
export async function sendWhileFailing(
  scene: Scene,
  operation: OperationRequest,
  failure: Error,
): Promise<Answer> {
  const { database } = scene.gateway;
  database.observer = () => {
    throw failure;
  };
  try {
    return await scene.gateway.request(pathOf(operation, scene), {
      method: operation.method,
      headers: { 'x-api-key': scene.key, ...(operation.body && { 'content-type': 'application/json' }) },
      ...(operation.body && { body: JSON.stringify(goodBody(scene)) }),
    });
  } finally {
    database.observer = undefined;
  }
}

/** A body that every operation takes, because unknown members are ignored. */
function goodBody({ gtin, claim }: Scene): object {
  return { claim_id: claim, certification_id: claim, assignments: [{ gtin, claim_id: claim }] };
}
