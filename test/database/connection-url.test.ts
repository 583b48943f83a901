import {
  type ConnectionSettings,
  readConnectionSettings,
} from '../../src/database/connection/connection-settings.js';
import { parameterNamed, parameterNames } from '../../src/database/connection/parameters.js';

const read = (url: string, environment: NodeJS.ProcessEnv = {}) => readConnectionSettings(url, environment);
const refusalOf = (url: string, environment?: NodeJS.ProcessEnv) => {
  try {
    read(url, environment);
    return 'accepted';
  } catch (error) {
    return (error as Error).message;
  }
};
const placesOf = ({ hosts }: ConnectionSettings) => hosts.map(({ address, port }) => `${address} ${port}`);

describe('who and where', () => {
  it.each([
    ['postgres://me:secret@host:12345/db', 'me', 'secret', 'db', ['host 12345']],
    ['postgresql://me@host/db', 'me', undefined, 'db', ['host 5432']],
    ['postgres://me@host', 'me', undefined, 'me', ['host 5432']],
    ['postgres://me@host/?dbname=db', 'me', undefined, 'db', ['host 5432']],
    ['postgres://me@[::1]:5433/db', 'me', undefined, 'db', ['::1 5433']],
    ['postgres://me@[2001:db8::1]/db', 'me', undefined, 'db', ['2001:db8::1 5432']],
    ['postgres://me@a,b:5433,[::1]:5434/db', 'me', undefined, 'db', ['a 5432', 'b 5433', '::1 5434']],
    ['postgres://me@a,b/db?port=6000', 'me', undefined, 'db', ['a 6000', 'b 6000']],
    ['postgres:///db?host=a,b&port=1,2&user=me&password=x', 'me', 'x', 'db', ['a 1', 'b 2']],
    ['postgres://%2Fvar%2Frun%2Fpg/db?user=me', 'me', undefined, 'db', ['/var/run/pg 5432']],
    ['postgres://me@/db?host=/var/run/pg', 'me', undefined, 'db', ['/var/run/pg 5432']],
    ['postgres://me@:5433/db?host=/var/run/pg', 'me', undefined, 'db', ['/var/run/pg 5433']],
    ['postgres://me@host?hostaddr=10.0.0.1', 'me', undefined, 'me', ['10.0.0.1 5432']],
    ['postgres://me:p%40%2F%3A%25%C3%A9:+x@host/d%20b', 'me', 'p@/:%é:+x', 'd b', ['host 5432']],
    ['postgres://other@host/other?user=me&dbname=db', 'me', undefined, 'db', ['host 5432']],
    ['postgres://%68ost/db?u%73er=me', 'me', undefined, 'db', ['host 5432']],
  ] as const)('%s', (url, user, password, database, places) => {
    const settings = read(url);
    expect(settings).toMatchObject({ user, database });
    expect(settings.password).toBe(password);
    expect(placesOf(settings)).toEqual(places);
  });

  it('a certificate is compared with the name, not with hostaddr', () => {
    expect(read('postgres://me@db.test?hostaddr=10.0.0.1').hosts).toEqual([
      { name: 'db.test', address: '10.0.0.1', port: 5432 },
    ]);
  });
});

describe('how', () => {
  it('what no parameter says is as in libpq, apart from probes of idle connections', () => {
    expect(read('postgres://me@host')).toMatchObject({
      tls: { mode: 'prefer', isDirect: false },
      sessionAttributes: 'any',
      isBalanced: false,
      applicationName: 'claims-gateway',
      options: '',
      keepAlive: { idle: 30, interval: 10, count: 3 },
      authentication: { channelBinding: 'disable', methods: ['password', 'md5', 'scram-sha-256', 'none'] },
      hostTimeoutMs: 5_000,
      connectTimeoutMs: 5_000,
    });
  });

  it.each([
    ['sslmode=disable', { tls: { mode: 'disable' } }],
    ['ssl=true', { tls: { mode: 'require' } }],
    ['sslmode=verify-full&sslrootcert=system', { tls: { mode: 'verify-full', rootCertificates: 'system' } }],
    ['sslrootcert=system', { tls: { mode: 'verify-full' } }],
    ['sslmode=verify-ca&sslrootcert=/ca', { tls: { mode: 'verify-ca', rootCertificates: { path: '/ca' } } }],
    [
      'sslcert=/c&sslkey=/k&sslpassword=x',
      { tls: { certificate: { path: '/c' }, key: { path: '/k' }, password: 'x' } },
    ],
    ['sslcert=/c&sslkey=/k&sslcertmode=disable', { tls: { certificate: undefined, key: undefined } }],
    ['sslcrl=/crl', { tls: { revocations: { path: '/crl' } } }],
    ['sslmode=require&sslnegotiation=direct', { tls: { isDirect: true } }],
    ['ssl_min_protocol_version=TLSv1.3', { tls: { minVersion: 'TLSv1.3' } }],
    ['ssl_max_protocol_version=TLSv1.2', { tls: { maxVersion: 'TLSv1.2' } }],
    ['options=-c%20search_path%3Dapp', { options: '-c search_path=app' }],
    ['application_name=erp', { applicationName: 'erp' }],
    ['fallback_application_name=erp', { applicationName: 'erp' }],
    ['target_session_attrs=read-write', { sessionAttributes: 'read-write' }],
    ['load_balance_hosts=random', { isBalanced: true }],
    ['connect_timeout=3', { hostTimeoutMs: 3_000, connectTimeoutMs: 5_000 }],
    ['connect_timeout=1', { hostTimeoutMs: 2_000 }],
    ['connect_timeout=60', { hostTimeoutMs: 10_000, connectTimeoutMs: 10_000 }],
    ['connect_timeout=0', { hostTimeoutMs: 5_000 }],
    ['host=a,b,c', { hostTimeoutMs: 2_000, connectTimeoutMs: 6_000 }],
    ['host=a,b,c&connect_timeout=4', { hostTimeoutMs: 4_000, connectTimeoutMs: 10_000 }],
    ['keepalives=0', { keepAlive: undefined }],
    [
      'keepalives_idle=300&keepalives_interval=5&keepalives_count=2',
      { keepAlive: { idle: 300, interval: 5, count: 2 } },
    ],
    ['keepalives_idle=300', { keepAlive: { idle: 300, interval: 10, count: 3 } }],
    [
      'keepalives_idle=0&keepalives_interval=0&keepalives_count=0',
      { keepAlive: { idle: undefined, interval: undefined, count: undefined } },
    ],
    ['channel_binding=require', { authentication: { channelBinding: 'require' } }],
    ['require_auth=scram-sha-256,none', { authentication: { methods: ['scram-sha-256', 'none'] } }],
    ['require_auth=!password,!md5', { authentication: { methods: ['scram-sha-256', 'none'] } }],
    ['passfile=/pass', { passwordFile: '/pass' }],
    ['gssencmode=prefer&client_encoding=utf-8&sslsni=1&sslcompression=0&max_protocol_version=latest', {}],
  ])('%s', (query, settings) => {
    expect(read(`postgres://me@host/db?${query}`)).toMatchObject(settings);
  });
});

describe('the environment', () => {
  it('fills in what the URL leaves out', () => {
    const settings = read('postgres://', {
      PGHOST: 'a,b',
      PGPORT: '6000',
      PGUSER: 'me',
      PGPASSWORD: 'x',
      PGDATABASE: 'db',
      PGSSLMODE: 'verify-ca',
      PGSSLROOTCERT: '/ca',
      PGAPPNAME: 'erp',
      PGOPTIONS: '-c search_path=app',
      PGTARGETSESSIONATTRS: 'primary',
      PGCONNECT_TIMEOUT: '3',
    });
    expect(placesOf(settings)).toEqual(['a 6000', 'b 6000']);
    expect(settings).toMatchObject({
      user: 'me',
      password: 'x',
      database: 'db',
      tls: { mode: 'verify-ca', rootCertificates: { path: '/ca' } },
      applicationName: 'erp',
      options: '-c search_path=app',
      sessionAttributes: 'primary',
      hostTimeoutMs: 3_000,
    });
  });

  it('changes nothing that the URL says', () => {
    const settings = read('postgres://me@host:1/db?sslmode=disable&application_name=ours', {
      PGHOST: 'other',
      PGPORT: '2',
      PGUSER: 'other',
      PGDATABASE: 'other',
      PGSSLMODE: 'nonsense',
      PGAPPNAME: 'other',
    });
    expect(placesOf(settings)).toEqual(['host 1']);
    expect(settings).toMatchObject({ user: 'me', database: 'db', applicationName: 'ours' });
  });

  it.each([
    ['PGSSLMODE', 'full', 'The environment variable PGSSLMODE must be disable, allow, prefer,'],
    ['PGPORT', 'x', 'The environment variable PGPORT must be a number from 1 to 65535'],
    ['PGSERVICE', 'main', 'The environment variable PGSERVICE is not supported:'],
    ['PGREQUIREPEER', 'postgres', 'The environment variable PGREQUIREPEER is not supported'],
    ['PGHOSTADDR', '10.0.0.1,10.0.0.2', 'The environment variable PGHOSTADDR must have as many items'],
  ])('a wrong %s is refused by name', (variable, value, message) => {
    const refusal = refusalOf('postgres://me@host/db', { [variable]: value });
    expect(refusal).toContain(message);
    expect(refusal).toMatch(/^[^.\n]*(?:\.[^ \n][^.\n]*)*\.$/);
  });
});

describe('a URL is refused, in one sentence, for', () => {
  it.each([
    ['another scheme', 'mysql://host/db', 'it must be a postgres:// URL'],
    ['an unknown parameter', 'postgres://h?sslmod=require', 'parameter sslmod: it is none of libpq'],
    ['a parameter of another program', 'postgres://h?schema=app', 'parameter schema: set the search_path'],
    ['a setting as parameter', 'postgres://h?statement_timeout=1', 'options=-c%20statement_timeout%3D'],
    ['a name of every object', 'postgres://h?constructor=1', 'parameter constructor'],
    ['a parameter without value', 'postgres://h?sslmode', 'its parameter sslmode has no value'],
    ['a second "="', 'postgres://h?options=-c%20a=b', 'its parameter options has a second "="'],
    ['a wrong percent sign', 'postgres://me:50%@h', 'its password has a "%"'],
    ['a zero byte', 'postgres://h/a%00b', 'its database name has a "%"'],
    ['a blank', 'postgres://h?options=-c a', 'its parameter options has blanks'],
    ['an open bracket', 'postgres://[::1/db', 'its host must be'],
    ['empty brackets', 'postgres://[]/db', 'its host must be'],
    ['an address without brackets', 'postgres://::1/db', 'must be a number from 1 to 65535'],
    ['a slash in a password', 'postgres://me:secret/1@h/db', 'it has a stray "@"'],
    ['a word as port', 'postgres://me:x@h:secret/db', 'must be a number from 1 to 65535'],
    [
      'an "@" in a password',
      'postgres://me:secret@1@h/db',
      'it has a stray "@": "@", "/" and ":" have to be',
    ],
    ['an "@" in a password, before its port', 'postgres://me:p@secret:1@h:1/db', 'it has a stray "@"'],
    ['"@" and "/" in a password', 'postgres://me:12/secret@h/db', 'it has a stray "@"'],
    ['a port beyond 65535', 'postgres://h:65536/db', 'The parameter port of DATABASE_URL must be'],
    ['more ports than hosts', 'postgres://a,b?port=1,2,3', 'as many items as there are hosts, 2, not 3'],
    [
      'a name as hostaddr',
      'postgres://h?hostaddr=db',
      'The parameter hostaddr of DATABASE_URL must be an IP address',
    ],
    ['an abstract socket', 'postgres:///db?host=@pg', 'must not be an abstract Unix socket'],
    [
      'an unknown mode of TLS',
      'postgres://h?sslmode=no-verify',
      'its parameter sslmode must be disable, allow',
    ],
    [
      'verification without CA',
      'postgres://h?sslmode=verify-full',
      'parameter sslrootcert of DATABASE_URL is missing',
    ],
    [
      'weak TLS with system',
      'postgres://h?sslmode=require&sslrootcert=system',
      'sslmode of DATABASE_URL must be verify-full',
    ],
    [
      'direct TLS that is optional',
      'postgres://h?sslnegotiation=direct',
      'sslnegotiation of DATABASE_URL may be direct only',
    ],
    [
      'a range without a version of TLS',
      'postgres://h?ssl_min_protocol_version=TLSv1.3&ssl_max_protocol_version=TLSv1.2',
      'ssl_max_protocol_version of DATABASE_URL must not be below ssl_min_protocol_version, which is TLSv1.3',
    ],
    [
      'a version of TLS below the usual minimum',
      'postgres://h?ssl_max_protocol_version=TLSv1',
      'ssl_max_protocol_version of DATABASE_URL must not be below ssl_min_protocol_version, which is TLSv1.2',
    ],
    [
      'an unknown kind of server',
      'postgres://h?target_session_attrs=master',
      'its parameter target_session_attrs must be',
    ],
    ['another encoding', 'postgres://h?client_encoding=LATIN1', 'its parameter client_encoding must be UTF8'],
    ['mixed methods', 'postgres://h?require_auth=md5,!none', 'its parameter require_auth must be'],
    [
      'a required GSSAPI',
      'postgres://h?gssencmode=require',
      'its parameter gssencmode must be disable or prefer',
    ],
    [
      'a timeout in words',
      'postgres://h?connect_timeout=5s',
      'its parameter connect_timeout must be a whole number',
    ],
  ])('%s', (_, url, reason) => {
    const refusal = refusalOf(url);
    expect(refusal).toContain(reason);
    expect(refusal).toMatch(/DATABASE_URL/);
    expect(refusal).toMatch(/\.$/);
    expect(refusal).not.toMatch(/\n|secret/);
  });

  it.each(parameterNames.filter((name) => parameterNamed(name)?.refused))(
    'the parameter %s, which cannot be honoured',
    (name) => {
      expect(refusalOf(`postgres://h?${name}=1`)).toMatch(
        new RegExp(
          `^The environment variable DATABASE_URL is wrong: its parameter ${name} is not supported.*\\.$`,
        ),
      );
    },
  );
});
