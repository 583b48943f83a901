import { spawnSync } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

const isInstalled = spawnSync('openssl', ['version']).status === 0;
if (!isInstalled) {
  const missing = 'openssl is not on the PATH';
  if (process.env.CI) throw new Error(missing);
  process.stderr.write(`${missing}: the tests that need certificates are skipped\n`);
}

/** As `describe`, for tests that need certificates: skipped on a machine without OpenSSL, unless it is CI's. */
export const describeWithCertificates = isInstalled ? describe : describe.skip;

/** Paths of a certificate and its key. */
export interface Certificate {
  readonly certificate: string;
  readonly key: string;
}

const CONFIGURATION = `
[req]
distinguished_name = name
prompt = no
[name]
CN = unused
[authority]
basicConstraints = critical,CA:TRUE
[ca]
default_ca = revocations
[revocations]
database = index
crlnumber = crl-number
default_md = sha256
default_crl_days = 2
`;

const NEW_KEY = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'];

/** A certificate authority of a test's own, in a folder; Node.js itself cannot sign certificates. */
export class CertificateAuthority {
  readonly certificate: string;

  private readonly folder: string;

  private constructor(folder: string) {
    this.folder = folder;
    this.certificate = join(folder, 'ca.crt');
  }

  static async create(folder: string): Promise<CertificateAuthority> {
    await mkdir(folder, { recursive: true });
    const authority = new CertificateAuthority(folder);
    await writeFile(join(folder, 'openssl.cnf'), CONFIGURATION);
    await writeFile(join(folder, 'index'), '');
    await writeFile(join(folder, 'crl-number'), '01\n');
    authority.run(
      'req',
      '-x509',
      ...NEW_KEY,
      '-days',
      '2',
      '-subj',
      '/CN=Test CA',
      '-extensions',
      'authority',
      '-keyout',
      'ca.key',
      '-out',
      'ca.crt',
    );
    return authority;
  }

  /** Signs a certificate. Its names are such as `DNS:localhost` and `IP:127.0.0.1`; it has expired if `days` is negative. */
  async sign(commonName: string, names: readonly string[] = [], days = 2): Promise<Certificate> {
    const base = `${commonName}${days}`;
    await writeFile(
      join(this.folder, `${base}.ext`),
      names.length ? `subjectAltName=${names.join(',')}\n` : '',
    );
    this.run(
      'req',
      '-new',
      ...NEW_KEY,
      '-subj',
      `/CN=${commonName}`,
      '-keyout',
      `${base}.key`,
      '-out',
      `${base}.csr`,
    );
    this.run(
      'x509',
      '-req',
      '-in',
      `${base}.csr`,
      '-CA',
      'ca.crt',
      '-CAkey',
      'ca.key',
      '-CAcreateserial',
      '-days',
      String(days),
      '-extfile',
      `${base}.ext`,
      '-out',
      `${base}.crt`,
    );
    return { certificate: join(this.folder, `${base}.crt`), key: join(this.folder, `${base}.key`) };
  }

  /** Makes a list that revokes these certificates; gives its path. */
  revoke(...certificates: readonly Certificate[]): string {
    const issuer = ['ca', '-keyfile', 'ca.key', '-cert', 'ca.crt'];
    for (const { certificate } of certificates) this.run(...issuer, '-revoke', certificate);
    this.run(...issuer, '-gencrl', '-out', 'revoked.crl');
    return join(this.folder, 'revoked.crl');
  }

  /** The same key under a password; gives its path. */
  encryptKey({ key }: Certificate, password: string): string {
    const encrypted = `${key}.encrypted`;
    this.run('ec', '-in', key, '-aes256', '-passout', `pass:${password}`, '-out', encrypted);
    return encrypted;
  }

  private run(...args: readonly string[]): void {
    const env = { ...process.env, OPENSSL_CONF: join(this.folder, 'openssl.cnf') };
    const { status, stderr } = spawnSync('openssl', args, { cwd: this.folder, env, encoding: 'utf8' });
    if (status !== 0) throw new Error(`openssl ${args[0]}: ${stderr}`);
  }
}
