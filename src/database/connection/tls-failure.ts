import { type DatabaseHost, describeHost } from './hosts.js';
import type { TlsSettings } from './tls-settings.js';

/** Codes of certificates that no known CA has signed. */
const UNKNOWN_CA =
  /^(?:UNABLE_TO_(?:VERIFY_LEAF_SIGNATURE|GET_ISSUER_CERT(?:_LOCALLY)?)|(?:DEPTH_ZERO_)?SELF_SIGNED_CERT(?:_IN_CHAIN)?|CERT_(?:SIGNATURE_FAILURE|UNTRUSTED)|INVALID_CA)$/;

/** Alerts of a server that does not take the client's certificate, or wants one. */
const CLIENT_CERTIFICATE = /ALERT_(?:UNKNOWN_CA|BAD_CERTIFICATE|CERTIFICATE_\w+)|HANDSHAKE_FAILURE/;

/** Whether a server has no TLS. In the driver's words. */
export function isTlsDeclined(error: Error): boolean {
  return error.message === 'The server does not support SSL connections';
}

/** Why a connection with TLS could not be opened, and what would be right; a part of a sentence. */
export function tlsFailure(tls: TlsSettings, host: DatabaseHost, error: Error): string {
  const { code = '' } = error as NodeJS.ErrnoException;
  const name = describeHost(host);
  const { rootCertificates: roots } = tls;
  const trusted = roots === 'system' ? 'system' : (roots?.path ?? 'not set');
  if (isTlsDeclined(error)) {
    return `${name} does not offer TLS, but sslmode is ${tls.mode}: enable TLS on the server, or set sslmode=disable where the network is trusted`;
  }
  if (UNKNOWN_CA.test(code)) {
    return `the certificate of ${name} is signed by no CA of sslrootcert, which is ${trusted} (${error.message}): name the file of its CA there`;
  }
  if (code === 'CERT_HAS_EXPIRED' || code === 'CERT_NOT_YET_VALID') {
    return `the certificate of ${name} ${code === 'CERT_HAS_EXPIRED' ? 'has expired' : 'is not valid yet'}: give the server a valid one`;
  }
  if (code === 'ERR_TLS_CERT_ALTNAME_INVALID') {
    const { reason = error.message } = error as { reason?: string };
    return `the certificate of ${name} is for another host (${reason.replace(/[\s:.]+$/, '')}): connect by a name that it has, with hostaddr for the address, or set sslmode=verify-ca`;
  }
  if (code === 'CERT_REVOKED') return `the certificate of ${name} is revoked by the list of sslcrl`;
  if (code.includes('CRL')) return `sslcrl has no valid list of the CA of ${name} (${error.message})`;
  if (CLIENT_CERTIFICATE.test(code)) {
    const what = tls.certificate
      ? `the certificate of sslcert, ${tls.certificate.path}`
      : 'a connection without sslcert';
    return `${name} does not accept ${what} (${code}): sslcert and sslkey must name a certificate that its CA has signed`;
  }
  return `${name} cannot be connected to with sslmode=${tls.mode} (${code || error.message})`;
}
