import { replicaUrls } from '../../src/database/replicas/replica-urls.js';

describe('a list of replicas', () => {
  it.each([
    ['one', 'postgres://a/db', ['postgres://a/db']],
    ['two', 'postgres://a/db,postgresql://b/db', ['postgres://a/db', 'postgresql://b/db']],
    ['blanks after the comma', 'postgres://a/db, postgres://b/db', ['postgres://a/db', 'postgres://b/db']],
    [
      'commas in parameters',
      'postgres://a/db?require_auth=md5,none,postgres://b/db',
      ['postgres://a/db?require_auth=md5,none', 'postgres://b/db'],
    ],
    ['a URL of several hosts', 'postgres://a,b/db', ['postgres://a,b/db']],
  ])('is split at its commas: %s', (_, list, urls) => {
    expect(replicaUrls(list)).toEqual(urls);
  });

  it.each(['postgres://a/db,b/db', 'postgres://a/db,'])(
    'whose second URL has no scheme is refused: %s',
    (list) => {
      expect(() => replicaUrls(list)).toThrow(/^each of its URLs must begin with postgres:/);
    },
  );
});
