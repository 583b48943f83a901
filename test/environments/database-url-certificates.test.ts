import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { chmod, copyFile, mkdtemp, rm } from 'node:fs/promises';
import { type AddressInfo, createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createSecureContext, TLSSocket } from 'node:tls';
import { refusalOf } from '../support/asked-connection.js';
import { type Certificate, CertificateAuthority, describeWithCertificates } from '../support/certificates.js';
import { runClaims } from '../support/cli.js';

// Commands start processes, which take seconds on a busy machine.

describeWithCertificates('DATABASE_URL is refused for', () => {
  let folder: string;
  let authority: CertificateAuthority;
  let client: Certificate;
  let revoked: Certificate;
  /** Speaks PostgreSQL as far as the TLS handshake. */
  let server: Server;
  /** What the server shows. */
  let shown: Certificate;

  const url = (query: string) =>
    `postgres://me@localhost:${(server.address() as AddressInfo).port}/db?${query}`;
  const ca = () => `sslrootcert=${authority.certificate}`;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'claims-certificates-'));
    authority = await CertificateAuthority.create(join(folder, 'ca'));
    client = await authority.sign('client');
    revoked = await authority.sign('revoked', ['DNS:localhost']);
    server = createServer((socket) => {
      socket.on('error', () => {});
      socket.once('data', () => {
        socket.write('S');
        const secureContext = createSecureContext({
          cert: readFileSync(shown.certificate),
          key: readFileSync(shown.key),
        });
        new TLSSocket(socket, { isServer: true, secureContext }).on('error', () => {});
      });
    });
    await once(server.listen(0, '127.0.0.1'), 'listening');
  });
  afterAll(async () => {
    server.close();
    await rm(folder, { recursive: true });
  });

  it.each([
    [
      'a missing CA file',
      () => url('sslmode=verify-full&sslrootcert=/nowhere/ca.crt'),
      /^The parameter sslrootcert of DATABASE_URL names a file that cannot be read, \/nowhere\/ca\.crt \(ENOENT\)\.$/,
    ],
    [
      'a CA file without certificate',
      () => url(`sslmode=verify-full&sslrootcert=${client.key}`),
      /sslrootcert of DATABASE_URL names a file that holds no certificate/,
    ],
    [
      'a missing client certificate',
      () => url('sslcert=/nowhere/c.crt&sslkey=/nowhere/c.key'),
      /sslcert of DATABASE_URL names a file that cannot be read/,
    ],
    ['a missing key', () => url(`sslcert=${client.certificate}`), /sslkey of DATABASE_URL is missing/],
    [
      'the key of another certificate',
      () => url(`sslcert=${client.certificate}&sslkey=${revoked.key}`),
      /sslkey of DATABASE_URL names .*, which is not the key of the certificate/,
    ],
    [
      'a list of revoked certificates that is none',
      () => url(`sslmode=verify-ca&${ca()}&sslcrl=${client.key}`),
      /sslcrl of DATABASE_URL names a file that is no list of revoked certificates/,
    ],
  ])('%s', async (_, urlOf, sentence) => {
    expect(await refusalOf(urlOf())).toMatch(sentence);
  });

  it('a key that others may read', async () => {
    const open = join(folder, 'open.key');
    await copyFile(client.key, open);
    await chmod(open, 0o644);
    const query = `sslcert=${client.certificate}&sslkey=${open}`;
    expect(await refusalOf(url(query))).toContain('names a private key that others may read');
  });

  it('a file that a variable names', async () => {
    const environment = { PGSSLROOTCERT: '/nowhere/ca.crt' };
    expect(await refusalOf(url('sslmode=verify-full'), environment)).toMatch(
      /^The environment variable PGSSLROOTCERT names a file that cannot be read/,
    );
  });

  it.each([
    [
      'a server whose certificate has expired',
      () => authority.sign('expired', ['DNS:localhost'], -1),
      /has expired: give the server a valid one/,
    ],
    ['a server whose certificate is revoked', () => revoked, /is revoked by the list of sslcrl/],
  ])('%s', async (_, certificate, sentence) => {
    shown = await certificate();
    const crl = authority.revoke(...(shown === revoked ? [revoked] : []));
    expect(await refusalOf(url(`sslmode=verify-full&${ca()}&sslcrl=${crl}`))).toMatch(sentence);
  });

  it.each(['migrate', 'serve'])(
    'a server without TLS, by %s in one sentence and without a stack',
    async (command) => {
      const address = new URL(process.env.CLAIMS_TEST_SERVER!).host;
      const ended = await runClaims([command], {
        DATABASE_URL: `postgres://postgres@${address}/postgres?sslmode=verify-full&${ca()}`,
      });
      expect(ended).toEqual({
        code: 1,
        stdout: '',
        stderr: `claims: The database at DATABASE_URL cannot be used: ${address} does not offer TLS, but sslmode is verify-full: enable TLS on the server, or set sslmode=disable where the network is trusted.\n`,
      });
    },
  );
});
