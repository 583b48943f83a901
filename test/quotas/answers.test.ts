import { quotaHeaders } from '../../src/quotas/quota-headers.js';
import type { WindowState } from '../../src/quotas/quota-store.js';
import { rateLimited } from '../../src/quotas/rate-limited.js';

const NOW = Date.UTC(2026, 2, 31, 12);
const IN_SECONDS = NOW / 1000;

const minute = (remaining: number, seconds = 31, limit = 300): WindowState => ({
  window: 60,
  limit,
  remaining,
  resetsAt: NOW + seconds * 1000,
});
const day = (remaining: number, seconds = 80_000, limit = 10_000): WindowState => ({
  window: 86_400,
  limit,
  remaining,
  resetsAt: NOW + seconds * 1000,
});

describe('the headers of a quota', () => {
  it('are all there', () => {
    expect(quotaHeaders([minute(250), day(9_000)], NOW, NOW)).toEqual({
      'ratelimit-policy': '300;w=60, 10000;w=86400',
      'ratelimit-limit': '300',
      'ratelimit-remaining': '250',
      'ratelimit-reset': '31',
      'x-ratelimit-limit': '300',
      'x-ratelimit-remaining': '250',
      'x-ratelimit-reset': String(IN_SECONDS + 31),
    });
  });

  it('describe the window with the fewest requests left, whatever its limit', () => {
    expect(quotaHeaders([minute(250), day(8)], NOW, NOW)).toMatchObject({
      'ratelimit-limit': '10000',
      'ratelimit-remaining': '8',
      'ratelimit-reset': '80000',
    });
  });

  it.each([
    ['the day', minute(8), day(8), '10000'],
    ['the minute', minute(8, 50), day(8, 40), '300'],
  ])('describe %s when it has as many left and ends later', (_, one, other, limit) => {
    expect(quotaHeaders([one, other], NOW, NOW)['ratelimit-limit']).toBe(limit);
  });

  it('name one window alone for an account that has no other', () => {
    expect(quotaHeaders([minute(59, 60, 60)], NOW, NOW)['ratelimit-policy']).toBe('60;w=60');
  });

  it.each([
    [30.001, '31'],
    [0.001, '1'],
    [0, '1'],
  ])('round %d seconds up to %s', (seconds, reset) => {
    expect(quotaHeaders([minute(1, seconds)], NOW, NOW)['ratelimit-reset']).toBe(reset);
  });
});

describe('the refusal of a charge', () => {
  const refusal = (windows: WindowState[], cost = 1) => rateLimited({ accepted: false, windows }, cost, NOW);

  it('is a rate_limited with the time to wait, in the header as well', () => {
    const { code, retryAfter, headers } = refusal([minute(0), day(500)]);
    expect({ code, retryAfter, headers }).toEqual({
      code: 'rate_limited',
      retryAfter: 31,
      headers: { 'retry-after': '31' },
    });
  });

  it.each<[string, WindowState[], number]>([
    ['the minute, when that is short', [minute(0), day(500)], 31],
    ['the day, when that is short', [minute(100), day(0)], 80_000],
    ['the longer of both, when both are short', [minute(0), day(0)], 80_000],
    ['the minute that ends after its day', [minute(0, 50), day(0, 40)], 50],
  ])('waits for %s', (_, windows, seconds) => {
    expect(refusal(windows).retryAfter).toBe(seconds);
  });

  it('waits for windows that have some left, but less than the cost', () => {
    expect(refusal([minute(2), day(2)], 3).retryAfter).toBe(80_000);
  });

  it.each<[string, WindowState[], number]>([
    ['Rate limit exceeded: 300 requests a minute. Please try again in 31 seconds.', [minute(0), day(500)], 1],
    ['Rate limit exceeded: 10000 requests a day. Please try again in 1 second.', [minute(9), day(0, 1)], 1],
    [
      'Rate limit exceeded: 300 requests a minute. The request counts as 3, and 2 are left. Please try again in 31 seconds.',
      [minute(2), day(500)],
      3,
    ],
    [
      'The request counts as 5, and no more than 4 requests a minute can pass. Please send it in parts.',
      [minute(4, 31, 4), day(0)],
      5,
    ],
  ])('says: %s', (sentence, windows, cost) => {
    expect(refusal(windows, cost).message).toBe(sentence);
  });
});
