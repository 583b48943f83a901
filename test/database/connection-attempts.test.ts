import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { connectToFirst } from '../../src/database/connection/attempts.js';
import { readConnectionSettings } from '../../src/database/connection/connection-settings.js';
import { readPasswordFile } from '../../src/database/connection/password-file.js';
import { UnsuitableServer } from '../../src/database/connection/unsuitable-server.js';

const refused = (code: string) => Object.assign(new pg.DatabaseError(code, 0, 'error'), { code });
const unreachable = Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' });
const withoutTls = new Error('The server does not support SSL connections');
const untrusted = Object.assign(new Error('unable to verify'), { code: 'UNABLE_TO_VERIFY_LEAF_SIGNATURE' });
const other = new UnsuitableServer('is a standby', false);

/** What is tried, when every attempt fails in its way until none is left; `null` succeeds. */
async function tried(query: string, failures: readonly (Error | null)[]): Promise<readonly string[]> {
  const attempts: string[] = [];
  await connectToFirst(readConnectionSettings(`postgres://me@/db?${query}`, {}), async (attempt) => {
    const { host, isEncrypted, wanted } = attempt;
    const failure = failures[attempts.length];
    attempts.push(`${host.address}${isEncrypted ? ' tls' : ''}${wanted === 'any' ? '' : ` ${wanted}`}`);
    if (failure) throw failure;
  }).catch(() => attempts.push('failed'));
  return attempts;
}

describe('a connection is tried', () => {
  it.each([
    ['with TLS and, where there is none, without', 'host=a', [withoutTls, null], ['a tls', 'a']],
    ['without TLS where it is refused with it', 'host=a', [refused('28000'), null], ['a tls', 'a']],
    ['once where a password is wrong', 'host=a', [refused('28P01'), null], ['a tls', 'failed']],
    ['once where nothing is there', 'host=a', [unreachable, null], ['a tls', 'failed']],
    ['never without TLS where that is demanded', 'host=a&sslmode=require', [withoutTls], ['a tls', 'failed']],
    ['never with TLS where that is disabled', 'host=a&sslmode=disable', [refused('28000')], ['a', 'failed']],
    ['with TLS last under allow', 'host=a&sslmode=allow', [refused('28000'), null], ['a', 'a tls']],
    [
      'with TLS last where PgBouncer demands it',
      'host=a&sslmode=allow',
      [refused('08P01'), null],
      ['a', 'a tls'],
    ],
    ['on a socket without TLS', 'host=/run&sslmode=require', [null], ['/run']],
    ['on the next host where one is not there', 'host=a,b&sslmode=disable', [unreachable, null], ['a', 'b']],
    [
      'on the next host where one is starting',
      'host=a,b&sslmode=disable',
      [refused('57P03'), null],
      ['a', 'b'],
    ],
    ['on no other host after a refusal', 'host=a,b&sslmode=disable', [refused('28P01')], ['a', 'failed']],
    ['on no other host after an unknown CA', 'host=a,b&sslmode=require', [untrusted], ['a tls', 'failed']],
    [
      'on hosts of any kind once none is a standby',
      'host=a,b&sslmode=disable&target_session_attrs=prefer-standby',
      [other, unreachable, null],
      ['a standby', 'b standby', 'a'],
    ],
    ['on every host once', 'host=a,b&sslmode=disable', [unreachable, unreachable], ['a', 'b', 'failed']],
  ] as const)('%s', async (_, query, failures, attempts) => {
    expect(await tried(query, failures)).toEqual(attempts);
  });

  it('in another order each time where hosts are balanced', async () => {
    const firsts = new Set<string | undefined>();
    for (let i = 0; i < 100; i++) firsts.add((await tried('host=a,b&load_balance_hosts=random', [null]))[0]);
    expect(firsts).toEqual(new Set(['a tls', 'b tls']));
  });

  it('and its failure does not speak of TLS where a server without it refuses for another reason', async () => {
    const settings = readConnectionSettings('postgres://me@a/db', {});
    const failed = connectToFirst(settings, ({ isEncrypted }) =>
      Promise.reject(isEncrypted ? withoutTls : refused('28P01')),
    );
    await expect(failed).rejects.toMatchObject({ message: '28P01', code: '28P01' });
  });

  it('and its failure says for each host what was wrong, as an error that may be retried', async () => {
    const settings = readConnectionSettings('postgres://me@a,b/db?sslmode=disable', {});
    const failed = connectToFirst(settings, ({ host }) =>
      Promise.reject(host.name === 'a' ? unreachable : other),
    );
    await expect(failed).rejects.toMatchObject({
      message: 'connect ECONNREFUSED; b:5432 is a standby',
      code: '08001',
    });
  });
});

describe('a password file', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'claims-passwords-'));
  });
  afterAll(() => rm(folder, { recursive: true }));

  it.each([
    ['the first entry that fits', 'host:5432:db:me:one\n*:*:*:*:two\n', 'one'],
    ['an entry for all', '# comment\n\nother:*:*:*:one\n*:*:*:me:two\r\n', 'two'],
    ['a password with ":" and "\\"', 'host:5432:db:me:a\\:b\\\\c\n', 'a:b\\c'],
    ['nothing for another port', 'host:5433:db:me:one\n', undefined],
    ['nothing without a fifth field', 'host:5432:db:me\n', undefined],
  ])('gives %s', async (_, text, password) => {
    const path = join(folder, 'passwords');
    await writeFile(path, text);
    await chmod(path, 0o600);
    const host = { name: 'host', address: '10.0.0.1', port: 5432 };
    expect(await readPasswordFile(path, { host, database: 'db', user: 'me' })).toBe(password);
  });
});
