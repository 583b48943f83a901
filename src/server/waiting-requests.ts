import type { FastifyInstance, FastifyRequest } from 'fastify';
import { AccountCounters } from '../database/account-counters.js';
import type { EventWaits, FeedPosition } from '../services/feed/event-waits.js';
import { ownerOf } from './json-body.js';
import { overloaded } from './overloaded.js';
import { endWork } from './work-end.js';

declare module 'fastify' {
  interface FastifyRequest {
    /** Whether the request waits for events, which the time limit of responses does not count. */
    isWaiting: boolean;
    /**
     * Waits until a feed has events behind a position, at most this number of milliseconds; returns whether it has.
     * Throws the 503 of too many waiting requests.
     */
    waitForEvents(feed: FeedPosition, ms: number): Promise<boolean>;
  }
}

/** Requests of one process that may wait for events at the same time (docs/operations.md, "Limits"). */
export interface WaitLimits {
  readonly max: number;
  readonly maxPerAccount: number;
}

/**
 * Holds requests that wait for events. They do not count as requests in progress, have no statement in flight and no
 * connection of the pool. They end with their clients' connections.
 */
export function waitForEvents(app: FastifyInstance, waits: EventWaits, limits: WaitLimits): void {
  const accounts = new AccountCounters();
  let waiting = 0;

  async function wait(this: FastifyRequest, feed: FeedPosition, ms: number): Promise<boolean> {
    const ofAccount = accounts.of(ownerOf(this).account);
    if (waiting >= limits.max) throw overloaded('requests that wait', 'waits');
    if (ofAccount.count >= limits.maxPerAccount) {
      throw overloaded('requests of this account that wait', 'waits');
    }
    const { socket } = this.raw;
    if (socket.destroyed) return false;
    const closed = new AbortController();
    const abort = () => closed.abort();
    socket.once('close', abort);
    waiting += 1;
    ofAccount.count += 1;
    this.isWaiting = true;
    endWork(this);
    try {
      return await waits.wait(feed, ms, closed.signal);
    } finally {
      this.isWaiting = false;
      waiting -= 1;
      ofAccount.count -= 1;
      socket.off('close', abort);
      app.resumeWork(this);
    }
  }

  app.decorateRequest('isWaiting', false);
  app.decorateRequest('waitForEvents', wait);
}
