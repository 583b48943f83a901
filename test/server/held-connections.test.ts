import { EventEmitter } from 'node:events';
import { HeldConnections } from '../../src/server/held-connections.js';

/** A connection that notes what is done to it. */
class Socket extends EventEmitter {
  destroyed = false;
  isRead = true;

  pause(): this {
    this.isRead = false;
    return this;
  }

  resume(): this {
    this.isRead = true;
    this.emit('resume');
    return this;
  }
}

let now: number;
let held: HeldConnections;

beforeEach(() => {
  now = 0;
  held = new HeldConnections(() => now);
});
afterEach(() => held.stop());

function hold(count: number): Socket[] {
  const sockets = Array.from({ length: count }, () => new Socket());
  for (const socket of sockets) held.hold(socket as never);
  return sockets;
}

const read = (sockets: readonly Socket[]) => sockets.map(({ isRead }) => isRead);

it('are not read before the time to come back has passed', () => {
  const sockets = hold(1);
  now = 999;
  held.releaseDue();
  expect(read(sockets)).toEqual([false]);
  now = 1_000;
  held.releaseDue();
  expect(read(sockets)).toEqual([true]);
});

it('are not read when the end of the request resumes them', () => {
  const [socket] = hold(1);
  socket?.resume();
  expect(socket?.isRead).toBe(false);
  now = 1_000;
  held.releaseDue();
  expect(socket?.isRead).toBe(true);
  expect(socket?.listenerCount('resume')).toBe(0);
});

it('are released 50 at a time, the oldest first', () => {
  const sockets = hold(60);
  now = 2_000;
  held.releaseDue();
  expect(read(sockets)).toEqual([...Array(50).fill(true), ...Array(10).fill(false)]);
  held.releaseDue();
  expect(read(sockets)).toEqual(Array(60).fill(true));
});

it('are all released as the server stops, and held no more', () => {
  const sockets = hold(60);
  held.stop();
  expect(read([...sockets, ...hold(1)])).toEqual(Array(61).fill(true));
});

it('keep their time when more of their requests are refused, and hold up none behind them', () => {
  const [first] = hold(1);
  now = 10;
  const [second] = hold(1);
  for (now = 500; now < 1_000; now += 100) held.hold(first as never);
  now = 1_010;
  held.releaseDue();
  expect([first?.isRead, second?.isRead]).toEqual([true, true]);
});

it('are left alone when they were closed meanwhile', () => {
  const socket = new Socket();
  socket.destroyed = true;
  held.hold(socket as never);
  expect(socket.isRead).toBe(true);
});
