import type { Socket } from 'node:net';
import { setImmediate as nextTurn } from 'node:timers/promises';

type HeldSocket = Pick<Socket, 'destroyed' | 'pause' | 'resume' | 'on' | 'off'>;

/** Node resumes a connection as it ends a request, some steps after the answer. */
function pause(this: HeldSocket): void {
  this.pause();
}

/** As long as the `Retry-After` of a 503 asks for. */
const HOLD_MS = 1_000;

const CHECK_INTERVAL_MS = 50;

/** Some 1,000 in a second, so that refusals take a small part of the processor time, however many connections there are. */
const MAX_RELEASED_AT_ONCE = 50;

/**
 * Connections of refused requests, from which nothing is read until the time has passed after which their clients were
 * asked to come back. Clients that try again at once would otherwise take the processor time that the requests in
 * progress need (docs/reliability.md). They are released in the order in which they came.
 */
export class HeldConnections {
  /** With the time from which each may be released. */
  private readonly held = new Map<HeldSocket, number>();
  private timer: NodeJS.Timeout | undefined;
  private isStopped = false;

  /** @param now milliseconds since any moment */
  constructor(private readonly now: () => number = () => performance.now()) {}

  hold(socket: HeldSocket): void {
    // One that is held keeps its time: the order in which they are released is that of the map.
    if (this.isStopped || socket.destroyed || this.held.has(socket)) return;
    socket.pause();
    socket.on('resume', pause);
    this.held.set(socket, this.now() + HOLD_MS);
    // Timers begin at the time at which the turn of the event loop began, so that single ones would end too early.
    this.timer ??= setInterval(() => this.releaseDue(), CHECK_INTERVAL_MS).unref();
  }

  /** Lets all go on and holds no more: as the server stops, what they have sent is to be answered. */
  stop(): void {
    this.isStopped = true;
    for (const socket of this.held.keys()) this.release(socket);
    this.stopWhenEmpty();
  }

  /** Lets those go on whose time has passed, 50 at most. It is called by a timer while any is held. */
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
 * Waits until requests that have arrived on released connections are read, so that these are not closed as idle ones:
 * the system would reset them. Between two of these turns the event loop reads from all that have something.
 */
export async function readArrived(): Promise<void> {
  await nextTurn();
  await nextTurn();
}
