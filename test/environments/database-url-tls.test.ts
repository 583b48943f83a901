import { chmod, copyFile, writeFile } from 'node:fs/promises';
import { Socket } from 'node:net';
import { networkInterfaces } from 'node:os';
import { join } from 'node:path';
import { mock } from 'node:test';
import { Database } from '../../src/database/database.js';
import { migrate } from '../../src/database/migrate.js';
import { unprepared } from '../../src/database/statement.js';
import { asked, connect, refusalOf } from '../support/asked-connection.js';
import { type Certificate, CertificateAuthority, describeWithCertificates } from '../support/certificates.js';
import { runClaims } from '../support/cli.js';
import { ImportFolder } from '../support/import-folder.js';
import { figures, runJson } from '../support/import-run.js';
import { ScratchServer } from '../support/scratch-server.js';

// Commands start processes, which take seconds on a busy machine, and so does a server's start.

const hasIpv6 = Object.values(networkInterfaces()).some((all) =>
  all?.some(({ address }) => address === '::1'),
);
if (!hasIpv6) process.stderr.write('this machine has no ::1: the test of IPv6 is skipped\n');

describeWithCertificates('DATABASE_URL with TLS', () => {
  let server: ScratchServer;
  let authority: CertificateAuthority;
  let stranger: CertificateAuthority;
  let client: Certificate;
  const file = (name: string) => join(server.folder, name);

  /** URL of the server, as a role whose name says how it has to connect. */
  const url = (role: string, query = '', host = 'localhost') =>
    `postgres://${role}:secret@${host}:${server.port}/postgres?${query}`;

  beforeAll(async () => {
    server = await ScratchServer.create();
    authority = await CertificateAuthority.create(file('ca'));
    stranger = await CertificateAuthority.create(file('stranger'));
    const own = await authority.sign('localhost', ['DNS:localhost', 'IP:127.0.0.1', 'IP:::1']);
    client = await authority.sign('certified');
    await server.start({
      settings: {
        listen_addresses: hasIpv6 ? '127.0.0.1,::1' : '127.0.0.1',
        unix_socket_directories: server.folder,
        ssl: 'on',
        ssl_cert_file: await server.install(own.certificate, 'server.crt'),
        ssl_key_file: await server.install(own.key, 'server.key'),
        ssl_ca_file: await server.install(authority.certificate, 'ca.crt'),
      },
      access: [
        'local all all trust',
        'hostssl all encrypted all trust',
        'hostnossl all clear all trust',
        'hostssl all certified all cert',
        'host all scram all scram-sha-256',
        'host all legacy all password',
        'host all either all trust',
      ],
    });
    const administrator = await Database.open({
      url: `postgres://postgres@:${server.port}/postgres?host=${server.folder}`,
      environment: {},
      poolSize: 1,
      warn: () => {},
    });
    for (const role of ['encrypted', 'clear', 'certified', 'scram', 'legacy', 'either']) {
      await administrator.query(unprepared(`create role ${role} login superuser password 'secret'`));
    }
    await administrator.close();
  });
  afterAll(() => server.remove());

  const ca = () => `sslrootcert=${authority.certificate}`;

  it.each([
    ['disable', 'clear', false],
    ['disable', 'either', false],
    ['allow', 'either', false],
    ['allow', 'encrypted', true],
    ['prefer', 'either', true],
    ['prefer', 'clear', false],
    ['prefer', 'encrypted', true],
    ['require', 'encrypted', true],
  ])('sslmode=%s as the role %s: encrypted %s', async (mode, role, isEncrypted) => {
    expect(await connect(url(role, `sslmode=${mode}`))).toMatchObject({ isEncrypted });
  });

  it('without sslmode, TLS is used where the server offers it', async () => {
    expect(await connect(url('either'))).toMatchObject({ isEncrypted: true });
    expect(await connect(process.env.CLAIMS_TEST_SERVER!.replace(/\?.*/, ''))).toMatchObject({
      isEncrypted: false,
    });
  });

  it.each([
    ['verify-full by name', () => url('encrypted', `sslmode=verify-full&${ca()}`)],
    ['verify-full by address', () => url('encrypted', `sslmode=verify-full&${ca()}`, '127.0.0.1')],
    ['verify-full by hostaddr', () => url('encrypted', `sslmode=verify-full&${ca()}&hostaddr=127.0.0.1`)],
    [
      'verify-ca under another name',
      () => url('encrypted', `sslmode=verify-ca&${ca()}&hostaddr=127.0.0.1`, 'db.test'),
    ],
    ['require with a CA, which is verify-ca', () => url('encrypted', `sslmode=require&${ca()}`)],
    ['direct negotiation', () => url('encrypted', `sslmode=require&sslnegotiation=direct`)],
    ['TLS 1.3 at least', () => url('encrypted', 'sslmode=require&ssl_min_protocol_version=TLSv1.3')],
    [
      'channel binding',
      () => url('scram', 'sslmode=require&channel_binding=require&require_auth=scram-sha-256'),
    ],
  ])('%s', async (_, urlOf) => {
    expect(await connect(urlOf())).toMatchObject({ isEncrypted: true });
  });

  (hasIpv6 ? it : it.skip)('an IPv6 address in brackets, which the certificate has', async () => {
    const found = await connect(url('encrypted', `sslmode=verify-full&${ca()}`, '[::1]'));
    expect(found).toMatchObject({ isEncrypted: true });
  });

  it('sslrootcert=system trusts the CAs of the operating system', async () => {
    const { code, stderr } = await runClaims(['migrate'], {
      DATABASE_URL: url('encrypted', 'sslrootcert=system'),
      SSL_CERT_FILE: authority.certificate,
      SSL_CERT_DIR: server.folder,
    });
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  });

  it('a client certificate, also with an encrypted key', async () => {
    const found = { isEncrypted: true, client: '/CN=certified' };
    const certificate = `sslmode=require&sslcert=${client.certificate}`;
    expect(await connect(url('certified', `${certificate}&sslkey=${client.key}`))).toMatchObject(found);
    const encrypted = authority.encryptKey(client, 'open sesame');
    const withPassword = `${certificate}&sslkey=${encrypted}&sslpassword=open%20sesame`;
    expect(await connect(url('certified', withPassword))).toMatchObject(found);
    expect(await refusalOf(url('certified', `${certificate}&sslkey=${encrypted}`))).toContain(
      `sslpassword of DATABASE_URL must be the password of the encrypted key ${encrypted}`,
    );
  });

  it('certificates that were renewed are read for the next connection', async () => {
    const path = file('current.crt');
    await copyFile(authority.certificate, path);
    const current = url('encrypted', `sslmode=verify-full&sslrootcert=${path}`);
    const database = await Database.open({ url: current, environment: {}, poolSize: 1, warn: () => {} });
    const ask = () =>
      database.query(unprepared('select pg_terminate_backend(pg_backend_pid())')).catch(String);
    await ask();
    await copyFile(stranger.certificate, path);
    expect(await database.query(asked).catch(({ cause }) => cause.message)).toContain('is signed by no CA');
    await copyFile(authority.certificate, path);
    expect(await database.query(asked)).toMatchObject([{ isEncrypted: true }]);
    await database.close();
  });

  it('a socket folder, in the query and in the place of the host, where sslmode does not matter', async () => {
    const socket = { isEncrypted: false };
    const query = `sslmode=verify-full&${ca()}`;
    expect(
      await connect(`postgres://either@:${server.port}/postgres?host=${server.folder}&${query}`),
    ).toMatchObject(socket);
    const folder = encodeURIComponent(server.folder);
    expect(await connect(`postgres://either@${folder}:${server.port}/postgres?${query}`)).toMatchObject(
      socket,
    );
  });

  it('application_name and options, with which our own settings are merged', async () => {
    const options = encodeURIComponent('-c search_path=app -c DateStyle=German -c statement_timeout=7s');
    const database = await Database.open({
      url: url('either', `application_name=erp&options=${options}`),
      environment: {},
      poolSize: 1,
      warn: () => {},
    });
    const found = await database.query(
      unprepared(`select current_setting('search_path') as path, current_setting('DateStyle') as style,
        current_setting('statement_timeout') as timeout, current_setting('application_name') as application`),
    );
    await database.close();
    expect(found).toEqual([{ path: 'app', style: 'ISO, YMD', timeout: '7s', application: 'erp' }]);
  });

  it('keep-alive probes are set on the socket', async () => {
    const set = mock.method(Socket.prototype, 'setKeepAlive');
    try {
      for (const query of [
        '',
        'keepalives_idle=300&keepalives_count=2',
        'keepalives_interval=0',
        'keepalives_idle=0&keepalives_interval=0&keepalives_count=0',
        'keepalives=0',
      ]) {
        await connect(url('encrypted', query));
      }
      expect(set.mock.calls.map((call) => call.arguments)).toEqual([
        [true, 30_000, 10_000, 3],
        [true, 300_000, 10_000, 2],
        [true, 30_000, 75_000, 3],
        [true, 0],
      ]);
    } finally {
      set.mock.restore();
    }
  });

  it('the environment gives what the URL leaves out', async () => {
    const environment = {
      PGSSLMODE: 'verify-full',
      PGSSLROOTCERT: authority.certificate,
      PGPORT: String(server.port),
      PGAPPNAME: 'erp',
    };
    expect(await connect('postgres://encrypted@localhost/postgres', environment)).toMatchObject({
      isEncrypted: true,
      application: 'erp',
    });
  });

  it('a password file', async () => {
    const passwords = file('passwords');
    await writeFile(passwords, `# ours\nlocalhost:*:postgres:other:no\n*:${server.port}:*:scram:sec\\ret\n`);
    await chmod(passwords, 0o600);
    const withFile = `postgres://scram@localhost:${server.port}/postgres?passfile=${passwords}`;
    expect(await connect(withFile)).toMatchObject({ isEncrypted: true });
    await chmod(passwords, 0o644);
    expect(await refusalOf(withFile)).toContain('asks for a password, and DATABASE_URL gives none for scram');
  });

  it('an import, which copies rows over a connection of the same pool', async () => {
    const database = url('encrypted', `sslmode=verify-full&${ca()}`);
    const opened = await Database.open({ url: database, environment: {}, poolSize: 2, warn: () => {} });
    await migrate(opened);
    await opened.close();
    const folder = await ImportFolder.create();
    const claims = await folder.write('claims.csv', 'code,label,category\nNON_GMO,Non-GMO,PROCESS\n');
    expect(figures((await runJson(database, 'import', 'claims', claims)).answer)).toEqual([1, 1, 0, 0, 0]);
    await folder.remove();
  });

  it.each([
    [
      'a CA that has not signed it',
      () => url('encrypted', `sslmode=verify-ca&sslrootcert=${stranger.certificate}`),
      /signed by no CA of sslrootcert, which is \/.*name the file of its CA/,
    ],
    [
      'a CA under sslmode=require',
      () => url('encrypted', `sslmode=require&sslrootcert=${stranger.certificate}`),
      /signed by no CA of sslrootcert/,
    ],
    [
      'another host name',
      () => url('encrypted', `sslmode=verify-full&${ca()}&hostaddr=127.0.0.1`, 'db.test'),
      /db\.test:\d+ is for another host \(.*sslmode=verify-ca/,
    ],
    [
      'no TLS in pg_hba.conf',
      () => url('encrypted', 'sslmode=disable'),
      /no pg_hba\.conf entry.*if the server demands TLS, sslmode must be verify-full/,
    ],
    [
      'no client certificate',
      () => url('certified', 'sslmode=require'),
      /certificate.*: sslcert and sslkey must name a client certificate/,
    ],
    [
      'a cleartext password',
      () => url('legacy', 'require_auth=scram-sha-256'),
      /asks for the authentication "password", which require_auth excludes/,
    ],
    [
      'authentication that is not bound',
      () => url('legacy', 'sslmode=require&channel_binding=require'),
      /does not bind its authentication to the TLS connection/,
    ],
    [
      'no authentication',
      () => url('either', 'require_auth=scram-sha-256'),
      /asks for the authentication "none"/,
    ],
  ])('is refused for %s', async (_, urlOf, sentence) => {
    expect(await refusalOf(urlOf())).toMatch(sentence);
  });
});
