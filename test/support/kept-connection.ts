import { type Agent, request } from 'node:http';
import type { FaultScene } from './fault-scene.js';

/** What a client has seen until it could send no more. */
export interface SentUntilClosed {
  readonly statuses: readonly number[];
  readonly failedOnKeptConnection: boolean;
}

/**
 * A client that keeps its connection and honours `Connection: close`: asks for the claims of a product until the listener
 * is gone.
 */
export async function sendUntilClosed(
  scene: FaultScene,
  gtin: string,
  agent: Agent,
  onStatus: (status: number) => void = () => {},
): Promise<SentUntilClosed> {
  const statuses: number[] = [];
  for (;;) {
    const outcome = await new Promise<number | boolean>((resolve) => {
      const sent = request(`${scene.served.url}/certifications/api/v1/products/${gtin}/claims`, {
        agent,
        headers: { 'x-api-key': scene.key },
      });
      sent.on('response', (response) => {
        response.resume();
        response.on('end', () => resolve(response.statusCode as number));
        response.on('error', () => resolve(true));
      });
      // A connection that is new finds the listener gone.
      sent.on('error', () => resolve(sent.reusedSocket));
      sent.end();
    });
    if (typeof outcome === 'boolean') return { statuses, failedOnKeptConnection: outcome };
    statuses.push(outcome);
    onStatus(outcome);
  }
}
