import { type DocumentNode, parse } from 'graphql';
import { DocumentCache, documentBytes } from '../../src/graphql/document-cache.js';

const MB = 1024 * 1024;

const repeated = (fields: number, comment = '') =>
  parse(`${comment}{ ${'viewer { role } '.repeat(fields)} }`);

async function kept(cache: DocumentCache, documents: readonly DocumentNode[]): Promise<boolean[]> {
  for (const [i, document] of documents.entries()) await cache.set(`${i}`, document);
  return Promise.all(documents.map(async (_, i) => (await cache.get(`${i}`)) !== undefined));
}

describe('the cache of documents', () => {
  it('returns what was set', async () => {
    const cache = new DocumentCache();
    const document = repeated(1);
    await cache.set('hash', document);
    expect(await cache.get('hash')).toBe(document);
    await cache.delete('hash');
    expect(await cache.get('hash')).toBeUndefined();
  });

  it('holds documents by the memory that they take, those that were used last', async () => {
    const size = documentBytes(repeated(10, '#0\n'));
    const cache = new DocumentCache(3 * size);
    expect(
      await kept(
        cache,
        Array.from({ length: 5 }, (_, i) => repeated(10, `#${i}\n`)),
      ),
    ).toEqual([false, false, true, true, true]);
    expect(cache.bytes).toBe(3 * size);
  });

  it('holds 24 MB of any documents', async () => {
    const cache = new DocumentCache();
    await kept(
      cache,
      Array.from({ length: 200 }, (_, i) => repeated(500, `#${i}\n`)),
    );
    expect(cache.bytes).toBeGreaterThan(20 * MB);
    expect(cache.bytes).toBeLessThanOrEqual(24 * MB);
  });

  it.each([
    ['tokens', repeated(700)],
    ['comments', parse(`${'#\n'.repeat(3_000)}{ viewer { role } }`)],
    ['escapes in a text', parse(`{ product(gtin: "${'x\\n'.repeat(15_000)}") { gtin } }`)],
    ['escapes in a block string', parse(`{ product(gtin: """${'x\\"""'.repeat(15_000)}""") { gtin } }`)],
    ['a long block string', parse(`{ product(gtin: """${'x'.repeat(300_000)}""") { gtin } }`)],
    ['a long text', parse(`{ product(gtin: "${'x'.repeat(600_000)}") { gtin } }`)],
  ])('does not hold a document of more than 1 MB: %s', async (_, document) => {
    expect(await kept(new DocumentCache(), [document])).toEqual([false]);
  });
});
