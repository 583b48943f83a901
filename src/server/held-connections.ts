import type { Socket } from 'node:net';
import { setImmediate as nextTurn } from 'node:timers/promises';

type HeldSocket = Pick<Socket, 'destroyed' | 'pause' | 'resume' | 'on' | 'off'>;

/** Node.js resumes a connection when it ends a request, some steps after the response. */
function pause(this: HeldSocket): void {
  this.pause();
}

/** The `Retry-After` of a 503. */
const HOLD_MS = 1_000;

const CHECK_INTERVAL_MS = 50;

/**
 * Some 1,000 connections a second, so that refusals take a small part of the processor time, whatever the number of
 * connections.
 */
const MAX_RELEASED_AT_ONCE = 50;

/**
 * Stops reading from connections whose request was refused, until their `Retry-After` has passed. Clients that retry at
 * once would otherwise take the processor time that the requests in progress need (docs/reliability.md). Connections
 * are released in the order in which they were held.
 */
export class HeldConnections {
  /** By connection, the time from which it may be released. */
  private readonly held = new Map<HeldSocket, number>();
  private timer: NodeJS.Timeout | undefined;
  private isStopped = false;

  /** @param now milliseconds since any moment */
  constructor(private readonly now: () => number = () => performance.now()) {}

  hold(socket: HeldSocket): void {
    // A connection that is held already keeps its time, because the map is in the order of release.
    if (this.isStopped || socket.destroyed || this.held.has(socket)) return;
    socket.pause();
    socket.on('resume', pause);
    this.held.set(socket, this.now() + HOLD_MS);
    // Timers count from the start of the turn of the event loop, so that a single one would end too early.
    this.timer ??= setInterval(() => this.releaseDue(), CHECK_INTERVAL_MS).unref();
  }

  /** Releases all connections and holds no more. For shutdown, when pending requests are still served. */
  stop(): void {
    this.isStopped = true;
    for (const socket of this.held.keys()) this.release(socket);
    this.stopWhenEmpty();
  }

  /** Releases connections whose time has passed, 50 at most. A timer calls it while any is held. */
  releaseDue(): void {
    const now = this.now();
    let released = 0;
    for (const [socket, until] of this.held) {
      if (until > now || released === MAX_RELEASED_AT_ONCE) break;
      this.release(socket);
      released += 1;
    }
    this.stopWhenEmpty();
  }

  private release(socket: HeldSocket): void {
    this.held.delete(socket);
    socket.off('resume', pause);
    socket.resume();
  }

  private stopWhenEmpty(): void {
    if (this.held.size > 0) return;
    clearInterval(this.timer);
    this.timer = undefined;
  }
}

/**
 * Waits until requests that have arrived on released connections are read. Otherwise these connections would be closed
 * as idle, and the system would reset them. Between two of these turns the event loop reads from all connections with
 * data.
 */
export async function readArrived(): Promise<void> {
  await nextTurn();
  await nextTurn();
}
