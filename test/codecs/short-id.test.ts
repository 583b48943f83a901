import { randomUUID } from 'node:crypto';
import { createTranslator } from 'short-uuid';
import { ID_PATTERN, readUuid, shortId } from '../../src/codecs/short-id.js';
import { malformedIds, overflowingShortIds, shortIds } from './vectors.js';

const pattern = new RegExp(ID_PATTERN);
const oracle = createTranslator(shortIds.alphabet, { consistentLength: true });
const pairs = shortIds.valid.map(({ uuid, short }) => [uuid, short] as const);

describe('shortId', () => {
  it.each(pairs)('writes %s as %s', (uuid, short) => {
    expect(shortId(uuid)).toBe(short);
  });

  it('agrees with short-uuid on random UUIDs', () => {
    const uuids = Array.from({ length: 1000 }, () => randomUUID());
    expect(uuids.map(shortId)).toEqual(uuids.map((uuid) => oracle.fromUUID(uuid)));
  });
});

describe('readUuid', () => {
  it.each(pairs)('reads %s from %s', (uuid, short) => {
    expect(readUuid(short)).toBe(uuid);
  });

  it.each(pairs)('reads %s from its canonical form in upper case', (uuid) => {
    expect(readUuid(uuid.toUpperCase())).toBe(uuid);
  });

  it('reads back what shortId writes', () => {
    const uuids = Array.from({ length: 1000 }, () => randomUUID());
    expect(uuids.map((uuid) => readUuid(shortId(uuid)))).toEqual(uuids);
  });

  it('reads and writes the same again from its caches', () => {
    const uuid = randomUUID();
    const short = shortId(uuid);
    expect([shortId(uuid), readUuid(short), readUuid(short)]).toEqual([short, uuid, uuid]);
  });

  it('agrees with short-uuid on random UUIDs and at the ends', () => {
    const ends = ['00000000-0000-0000-0000-000000000000', 'ffffffff-ffff-ffff-ffff-ffffffffffff'];
    const short = [...ends, ...Array.from({ length: 1000 }, () => randomUUID())].map(oracle.fromUUID);
    expect(short.map(readUuid)).toEqual(short.map(oracle.toUUID));
  });

  it.each(shortIds.invalid.map(({ text, why }) => [text, why]))('finds nothing in %s: %s', (text) => {
    expect(readUuid(text as string)).toBeNull();
  });
});

describe('ID_PATTERN', () => {
  it.each(pairs.flat())('takes %s', (text) => {
    expect(text).toMatch(pattern);
  });

  it.each(overflowingShortIds)('takes %s, which is well-formed though it names nothing', (text) => {
    expect(text).toMatch(pattern);
  });

  it.each([
    ...malformedIds,
    '',
    'a1b2c3d4e5f67890abcdef1234567890',
    '{a1b2c3d4-e5f6-7890-abcd-ef1234567890}',
    'WmsG2qe2XXxacqiqo2MfnY\n',
  ])('refuses %j', (text) => {
    expect(text).not.toMatch(pattern);
  });
});
