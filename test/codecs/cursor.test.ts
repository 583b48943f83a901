import { mock } from 'node:test';
import { decodeCursor, encodeCursor } from '../../src/codecs/cursor.js';

/** Base64url of a JSON value. */
function spell(value: unknown): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}

describe('a cursor', () => {
  it.each([[['00000012345670']], [['Äpfel', '00000012345670']], [['', '"]', '💚\n']], [[]]])(
    'brings the position %j back',
    (position) => {
      const cursor = encodeCursor('products:NAME', position);
      expect(decodeCursor('products:NAME', position.length, cursor)).toEqual(position);
    },
  );

  it('can stand in a URL as it is', () => {
    expect(encodeCursor('products:NAME', ['>>>???', 'ÿÿÿ'])).toMatch(/^[\w-]+$/);
  });

  it('is refused by another list', () => {
    expect(decodeCursor('claims:CODE', 1, encodeCursor('products:GTIN', ['x']))).toBeUndefined();
  });

  it.each([0, 2])('of one value is refused where %i are expected', (length) => {
    expect(decodeCursor('claims:CODE', length, encodeCursor('claims:CODE', ['x']))).toBeUndefined();
  });

  it.each([
    ['an empty text', ''],
    ['no base64', '%%%'],
    ['no JSON', Buffer.from('x').toString('base64url')],
    ['another JSON value', spell({ list: 'claims:CODE' })],
    ['null', spell(null)],
    ['a number for a value', spell(['claims:CODE', 5])],
    ['null for a value', spell(['claims:CODE', null])],
    ['padding', `${encodeCursor('claims:CODE', ['x'])}=`],
    ['other characters between', `${encodeCursor('claims:CODE', ['x'])}\n`],
    ['a list in a list', spell(['claims:CODE', ['x']])],
    ['1,500 nested lists', Buffer.from('['.repeat(1_500) + ']'.repeat(1_500)).toString('base64url')],
    ['spaces in the JSON', Buffer.from('["claims:CODE", "x"]').toString('base64url')],
  ])('is not %s', (_, text) => {
    expect(decodeCursor('claims:CODE', 1, text)).toBeUndefined();
  });

  it('is decoded once, however often it is read', () => {
    const cursor = encodeCursor('claims:CODE', ['only once']);
    const parse = mock.method(JSON, 'parse');
    const read = Array.from({ length: 5 }, () => decodeCursor('claims:CODE', 1, cursor));
    const times = parse.mock.callCount();
    parse.mock.restore();
    expect([times, read]).toEqual([1, Array(5).fill(['only once'])]);
  });
});
