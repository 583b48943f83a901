import type { Answer, Gateway } from '../../support/gateway.js';
import { type Scene, setScene } from '../scene.js';

/** A scene whose organization's changes are followed. */
export interface FeedScene extends Scene {
  /** Sends the query, which begins with a question mark unless it is empty, with the scene's key or another one. */
  feed(query?: string, key?: string): Promise<Answer>;
  /** All events behind a cursor, read page by page. */
  follow(after?: string, limit?: number): Promise<any[]>;
  /** Assigns the scene's claim to a new product, whose GTIN it returns. */
  assignNew(body?: object): Promise<string>;
}

export async function setFeed(take?: () => Promise<Gateway>): Promise<FeedScene> {
  const scene = await setScene(take);
  const { rest } = scene.gateway;
  const feed = (query = '', key = scene.key) => rest('GET', `/claim-events${query}`, { key });
  return {
    ...scene,
    feed,
    follow: async (after, limit = 100) => {
      const events = [];
      for (let next = after; ; ) {
        const { body } = await feed(`?limit=${limit}${next === undefined ? '' : `&after=${next}`}`);
        if (body.data.length === 0) return events;
        events.push(...body.data);
        next = body.next;
      }
    },
    assignNew: async (body = {}) => {
      const gtin = await scene.freshProduct();
      expect((await scene.assign({ claim_id: scene.claim, ...body }, { gtin })).status).toBe(201);
      return gtin;
    },
  };
}
