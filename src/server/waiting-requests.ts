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
     * Waits until there are events behind a position of a feed, so many milliseconds at most; returns whether there are.
     * Throws the 503 of too many requests that wait.
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
 * Lets requests wait for events. One that waits is none of the requests in progress, has no statement in flight and holds
 * no connection of the pool. It ends with its client's connection.
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
