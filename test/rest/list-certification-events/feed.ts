import type { Answer } from '../../support/gateway.js';
import { type CertificationScene, setCertificationScene } from '../certification-scene.js';

/** A scene whose organization's changes are followed. */
export interface CertificationFeedScene extends CertificationScene {
  /** Sends the query, which begins with a question mark unless it is empty, with the scene's key or another one. */
  feed(query?: string, key?: string): Promise<Answer>;
  /** The cursor behind all events. */
  end(): Promise<string>;
  /** Assigns the scene's certification, or another one (short id), to a new product, whose GTIN it returns. */
  assignNew(body?: object): Promise<string>;
}

export async function setCertificationFeed(): Promise<CertificationFeedScene> {
  const scene = await setCertificationScene();
  const { rest, fixtures } = scene.gateway;
  const feed = (query = '', key = scene.key) => rest('GET', `/certification-events${query}`, { key });
  return {
    ...scene,
    feed,
    end: async () => (await feed('?limit=1000')).body.next,
    assignNew: async (body = {}) => {
      const gtin = await fixtures.product(scene.organization);
      const sent = { certification_id: scene.certification, ...body };
      expect((await scene.assign(sent, { gtin })).status).toBe(201);
      return gtin;
    },
  };
}
