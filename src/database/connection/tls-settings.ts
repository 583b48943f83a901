import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import type { SecureVersion } from 'node:tls';
import { type GivenParameters, parameterError } from './given-parameters.js';

export type TlsMode = 'disable' | 'allow' | 'prefer' | 'require' | 'verify-ca' | 'verify-full';

/** A file, and where its name was given. */
export interface NamedFile {
  readonly path: string;
  readonly label: string;
}

/** How a connection uses TLS. */
export interface TlsSettings {
  readonly mode: TlsMode;
  /** Where the mode was given, or could be. */
  readonly modeLabel: string;
  /** Whether the handshake begins at once, without asking the server first. */
  readonly isDirect: boolean;
  /** Certificates of the CAs that servers are verified against; `system` for those of the operating system. */
  readonly rootCertificates: NamedFile | 'system' | undefined;
  readonly rootCertificatesLabel: string;
  readonly revocations: NamedFile | undefined;
  /** Certificate of the gateway and its key. */
  readonly certificate: NamedFile | undefined;
  readonly key: NamedFile | undefined;
  readonly keyLabel: string;
  readonly password: string | undefined;
  readonly passwordLabel: string;
  readonly minVersion: SecureVersion | undefined;
  readonly maxVersion: SecureVersion | undefined;
}

const WEAK_MODES: readonly TlsMode[] = ['disable', 'allow', 'prefer'];

/** Reads the parameters whose names begin with `ssl`. Files are found here and read later. */
export function readTlsSettings(given: GivenParameters): TlsSettings {
  const isSystem = given.get('sslrootcert') === 'system';
  const mode = (given.get('sslmode') ?? (isSystem ? 'verify-full' : 'prefer')) as TlsMode;
  const rootCertificates = isSystem ? 'system' : fileNamed(given, 'sslrootcert', 'root.crt');
  const isDirect = given.get('sslnegotiation') === 'direct';
  if (isSystem && mode !== 'verify-full') {
    throw parameterError(given.label('sslmode'), `must be verify-full where sslrootcert is system`);
  }
  if (mode.startsWith('verify-') && rootCertificates === undefined) {
    throw parameterError(
      given.label('sslrootcert'),
      `is missing: sslmode=${mode} needs a file with the certificate of the CA that signed the server's, or system for the CAs that the operating system trusts`,
    );
  }
  if (isDirect && WEAK_MODES.includes(mode)) {
    throw parameterError(
      given.label('sslnegotiation'),
      'may be direct only with sslmode require, verify-ca or verify-full',
    );
  }
  requireVersionRange(given);
  const isAnonymous = given.get('sslcertmode') === 'disable';
  return {
    mode,
    modeLabel: given.label('sslmode'),
    isDirect,
    rootCertificates,
    rootCertificatesLabel: given.label('sslrootcert'),
    revocations: isSystem ? undefined : fileNamed(given, 'sslcrl', 'root.crl'),
    certificate: isAnonymous ? undefined : fileNamed(given, 'sslcert', 'postgresql.crt'),
    key: isAnonymous ? undefined : fileNamed(given, 'sslkey', 'postgresql.key'),
    keyLabel: given.label('sslkey'),
    password: given.get('sslpassword'),
    passwordLabel: given.label('sslpassword'),
    minVersion: given.get('ssl_min_protocol_version') as SecureVersion | undefined,
    maxVersion: given.get('ssl_max_protocol_version') as SecureVersion | undefined,
  };
}

/** As libpq, whose default minimum is TLS 1.2: a range without a version would forgo TLS. */
function requireVersionRange(given: GivenParameters): void {
  const min = given.get('ssl_min_protocol_version') ?? 'TLSv1.2';
  const max = given.get('ssl_max_protocol_version');
  if (max === undefined || max >= min) return;
  throw parameterError(
    given.label('ssl_max_protocol_version'),
    `must not be below ssl_min_protocol_version, which is ${min}`,
  );
}

/** The file that a parameter names; without the parameter the one that libpq takes, where it exists. */
function fileNamed(given: GivenParameters, parameter: string, usualName: string): NamedFile | undefined {
  const path = given.get(parameter);
  const label = given.label(parameter);
  if (path !== undefined) return { path, label };
  const usual = join(homedir(), '.postgresql', usualName);
  return existsSync(usual) ? { path: usual, label } : undefined;
}
