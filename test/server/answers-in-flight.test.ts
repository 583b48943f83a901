import { EventEmitter } from 'node:events';
import type { ServerResponse } from 'node:http';
import { AnswersInFlight } from '../../src/server/answers-in-flight.js';

/** The part of a response that matters here. Destroying it closes it, as it does in Node. */
class Response extends EventEmitter {
  destroyed = false;

  destroy(): void {
    this.destroyed = true;
    this.emit('close');
  }
}

let now: number;
let answers: AnswersInFlight;

beforeEach(() => {
  now = 0;
  answers = new AnswersInFlight(
    { maxBytes: 100, maxBytesPerAccount: 70, stallTimeoutMs: 30, sliceTimeoutMs: 10 },
    () => now,
  );
});

function add(bytes = 1, account = 'a'): Response {
  const response = new Response();
  answers.add(response as unknown as ServerResponse, account, bytes);
  return response;
}

/** Lets the client take a slice at each of these times; whether the answer is given up by the last. */
function isGivenUp(response: Response, until: number, slices: readonly number[] = []): boolean {
  for (; now <= until; now++) {
    answers.sweep();
    if (slices.includes(now)) response.emit('drain');
  }
  return response.destroyed;
}

/** Every `step` from there on. */
const every = (step: number, until: number) => Array.from({ length: until / step }, (_, i) => (i + 1) * step);

describe('an answer', () => {
  it('is given up when nothing of it is taken until the limit', () => {
    const response = add();
    expect([isGivenUp(response, 29), isGivenUp(response, 30)]).toEqual([false, true]);
  });

  it('is kept as long as a slice is taken in the time that one buys', () => {
    expect(isGivenUp(add(), 1000, every(10, 1000))).toBe(false);
  });

  it('is given up when slices are taken half as fast, although never too long without one', () => {
    expect(isGivenUp(add(), 1000, every(20, 1000))).toBe(true);
  });

  it('is given up after the limit although most of it was taken at once', () => {
    const response = add();
    for (let i = 0; i < 1000; i++) response.emit('drain');
    expect(isGivenUp(response, 30)).toBe(true);
  });
});

describe('the bytes of answers', () => {
  it('are counted until each has ended', () => {
    const first = add(60);
    add(30, 'b');
    expect([answers.exceeded('c', 10), answers.exceeded('c', 11)]).toEqual([undefined, 'all']);
    first.emit('close');
    expect([answers.exceeded('c', 70), answers.exceeded('a', 70)]).toEqual([undefined, undefined]);
  });

  it('are limited for one account beside others', () => {
    add(60);
    expect([answers.exceeded('a', 10), answers.exceeded('a', 11), answers.exceeded('b', 11)]).toEqual([
      undefined,
      'account',
      undefined,
    ]);
  });

  it('are released once when an answer is given up', () => {
    const response = add(60);
    isGivenUp(response, 30);
    response.emit('close');
    expect(answers.bytes).toBe(0);
  });
});
