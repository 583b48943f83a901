import { X509Certificate } from 'node:crypto';
import { readFileSync, statSync } from 'node:fs';
import {
  createSecureContext,
  getCACertificates,
  type SecureContext,
  type SecureContextOptions,
} from 'node:tls';
import { parameterError } from './given-parameters.js';
import type { NamedFile, TlsSettings } from './tls-settings.js';

/**
 * The certificates and keys of connections. The files are read for each connection, so that renewed ones are used
 * without a restart.
 */
export class TlsFiles {
  private loaded: { readonly options: SecureContextOptions; readonly context: SecureContext } | undefined;
  private systemCertificates: string | undefined;

  constructor(private readonly settings: TlsSettings) {}

  /** Whether servers are verified. */
  get areServersVerified(): boolean {
    return this.settings.rootCertificates !== undefined;
  }

  /** Throws one sentence when a file cannot be read or used. */
  load(): SecureContext {
    const options = this.readOptions();
    const { loaded } = this;
    if (loaded && FILES.every((file) => loaded.options[file] === options[file])) return loaded.context;
    const context = createContext(this.settings, options);
    this.loaded = { options, context };
    return context;
  }

  private readOptions(): SecureContextOptions {
    const { revocations, certificate, password, minVersion, maxVersion } = this.settings;
    const ca = this.readRootCertificates();
    return {
      ...(ca !== undefined && { ca }),
      ...(revocations && { crl: read(revocations) }),
      ...(certificate && { cert: readCertificates(certificate), key: readKey(this.settings, certificate) }),
      ...(password !== undefined && { passphrase: password }),
      ...(minVersion && { minVersion }),
      ...(maxVersion && { maxVersion }),
    };
  }

  private readRootCertificates(): string | undefined {
    const { rootCertificates, rootCertificatesLabel } = this.settings;
    if (rootCertificates !== 'system') return rootCertificates && readCertificates(rootCertificates);
    // Hundreds of certificates, which Node.js reads once for a process as well.
    this.systemCertificates ??= getCACertificates('system').join('\n');
    if (this.systemCertificates !== '') return this.systemCertificates;
    throw parameterError(
      rootCertificatesLabel,
      'cannot be system, because the operating system trusts no CA: install its CA certificates, or name a file',
    );
  }
}

/** Options that come from files. */
const FILES = ['ca', 'crl', 'cert', 'key'] as const;

function createContext(settings: TlsSettings, options: SecureContextOptions): SecureContext {
  const { cert, key, passphrase, ...others } = options;
  const attempt = (tried: SecureContextOptions, label: string, reason: string) => {
    try {
      return createSecureContext(tried);
    } catch (error) {
      const { code, message } = error as NodeJS.ErrnoException;
      throw parameterError(label, `${reason} (${code ?? message})`);
    }
  };
  const { revocations, certificate, passwordLabel } = settings;
  const keyFile = settings.key;
  if (revocations) {
    attempt(
      others,
      revocations.label,
      `names a file that is no list of revoked certificates, ${revocations.path}`,
    );
  }
  if (certificate && keyFile) {
    const isEncrypted = typeof key === 'string' && key.includes('ENCRYPTED');
    const [label, reason] = isEncrypted
      ? [passwordLabel, `must be the password of the encrypted key ${keyFile.path}`]
      : [keyFile.label, `names a file that is no private key, ${keyFile.path}`];
    attempt({ key, passphrase }, label, reason);
    attempt(
      { cert, key, passphrase },
      keyFile.label,
      `names ${keyFile.path}, which is not the key of the certificate ${certificate.path}`,
    );
  }
  return attempt(options, settings.modeLabel, 'cannot be honoured');
}

function readCertificates(file: NamedFile): string {
  const text = read(file);
  try {
    new X509Certificate(text);
    return text;
  } catch {
    throw parameterError(file.label, `names a file that holds no certificate (PEM), ${file.path}`);
  }
}

function readKey({ key, keyLabel }: TlsSettings, certificate: NamedFile): string {
  if (!key) {
    throw parameterError(
      keyLabel,
      `is missing: it must name the private key of the certificate ${certificate.path}`,
    );
  }
  const text = read(key);
  const { mode, uid } = statSync(key.path);
  // As libpq: a key of root's may be readable for a group.
  if ((mode & (uid === 0 ? 0o037 : 0o077)) !== 0) {
    throw parameterError(
      key.label,
      `names a private key that others may read, ${key.path}: take their rights away (chmod 0600)`,
    );
  }
  return text;
}

function read({ path, label }: NamedFile): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw parameterError(label, `names a file that cannot be read, ${path} (${code})`);
  }
}
