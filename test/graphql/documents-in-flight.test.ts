import type { FastifyRequest } from 'fastify';
import { parse } from 'graphql';
import { DocumentCache } from '../../src/graphql/document-cache.js';
import { DocumentsInFlight } from '../../src/server/documents-in-flight.js';

/** A document of which each counts as 2 MB. */
const LARGE = '{ viewer { role } }'.padEnd(10 * 1024 + 486);

const from = (name: string) =>
  ({ principal: { quota: { name } }, ip: '127.0.0.1' }) as unknown as FastifyRequest;
const anonymous = { principal: undefined, ip: '127.0.0.1' } as unknown as FastifyRequest;

let cache: DocumentCache;
let inFlight: DocumentsInFlight;

beforeEach(() => {
  cache = new DocumentCache();
  inFlight = new DocumentsInFlight(cache);
});

/** How many documents can be taken. */
function taken(request: FastifyRequest, document = LARGE): number {
  for (let count = 0; count < 1_000; count++) {
    try {
      inFlight.take(request, document);
    } catch (error) {
      expect(error).toMatchObject({ code: 'service_unavailable', retryAfter: 1 });
      return count;
    }
  }
  return Number.POSITIVE_INFINITY;
}

describe('documents in flight', () => {
  it('are limited for an account, for all callers without a credential, and for all together', () => {
    expect(taken(anonymous)).toBe(3);
    expect(taken(from('key.a'))).toBe(7);
    expect(taken(from('key.b'))).toBe(5);
    expect(taken(from('key.c'))).toBe(0);
  });

  it('count the escapes of their texts', () => {
    const document = (text: string) => `{ product(gtin: "${text}") { gtin } }`;
    expect(taken(from('key.a'), document('xxx'.repeat(66_000)))).toBe(6);
    expect(taken(from('key.a'), document('x\\n'.repeat(20_000)))).toBe(0);
    expect(taken(from('key.b'), document('x\\n'.repeat(20_000)))).toBe(4);
  });

  it('never refuse a single one without a credential', () => {
    expect(taken(anonymous, `{ product(gtin: "${'x\\n'.repeat(66_000)}") { gtin } }`)).toBe(1);
  });

  it('leave memory for small ones', () => {
    expect(taken(from('key.a'), '{ viewer { role } }')).toBe(Number.POSITIVE_INFINITY);
  });

  it('give their memory back when they are done', () => {
    const releases = Array.from({ length: 7 }, () => inFlight.take(from('key.a'), LARGE));
    expect(taken(from('key.a'))).toBe(0);
    for (const release of releases) release?.();
    expect(taken(from('key.a'))).toBe(7);
  });

  it('take nothing when they are cached, until they are evicted', async () => {
    await cache.set('hash', parse(LARGE));
    expect(taken(from('key.a'))).toBe(Number.POSITIVE_INFINITY);
    await cache.delete('hash');
    expect(taken(from('key.a'))).toBe(7);
  });
});
