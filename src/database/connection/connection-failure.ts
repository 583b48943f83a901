import pg from 'pg';
import { OperatorError } from '../../errors/operator-error.js';
import type { ConnectionSettings } from './connection-settings.js';
import { type DatabaseHost, describeHost, isSocketFolder } from './hosts.js';
import { areSettingsRefused } from './refused-settings.js';
import { isTlsDeclined, tlsFailure } from './tls-failure.js';
import { UnsuitableServer } from './unsuitable-server.js';

/** How one attempt to connect has failed. */
export interface AttemptFailure {
  readonly host: DatabaseHost;
  readonly isEncrypted: boolean;
  readonly error: Error;
}

/** No connection could be opened. `code` is an SQLSTATE, by which a request knows that it may be retried. */
export class ConnectionFailure extends Error {
  constructor(
    message: string,
    readonly code: string,
    cause: unknown,
  ) {
    super(message, { cause });
  }
}

/** A server that does not answer in time. */
export class ConnectTimeout extends Error {}

/** SQLSTATE of a connection that could not be opened. */
const CANNOT_CONNECT = '08001';

/** What the driver says when a query takes longer than its limit. */
const QUERY_TIMEOUT = 'Query read timeout';

/** The driver's message when a connection is closed before it is open. */
const CLOSED = 'Connection terminated unexpectedly';

/** Whether nothing was reached that could have refused: the network, the host or its address. */
export function isUnreachable(error: unknown): boolean {
  if (error instanceof ConnectTimeout || (error as Error).message === CLOSED) return true;
  const { code } = error as NodeJS.ErrnoException;
  return code !== 'EPROTO' && /^(?:E[A-Z]+|EAI_[A-Z]+)$/.test(code ?? '');
}

/** Socket errors of Node for a network that carries nothing: neither what is sent, nor a refusal. */
const SILENT = /^(?:ETIMEDOUT|E(?:HOST|NET)(?:UNREACH|DOWN)|EAI_AGAIN|ENOTFOUND)$/;

/** Whether a new connection, or the query on it, has failed without any answer, so that the network may be lost. */
export function isWithoutAnswer(error: unknown): boolean {
  const { cause } = error as Error;
  if (error instanceof ConnectionFailure) return cause !== undefined && isWithoutAnswer(cause);
  if (error instanceof ConnectTimeout || (error as Error).message === QUERY_TIMEOUT) return true;
  return SILENT.test((error as NodeJS.ErrnoException).code ?? '');
}

/** The error for these failures: one message that states how to correct each. */
export function connectionFailure(settings: ConnectionSettings, failures: readonly AttemptFailure[]): Error {
  const last = failures.at(-1)?.error;
  // With `prefer`, a server without TLS is tried without: what counts is how that went.
  const telling = failures.filter(
    ({ host, error }, index) => !(isTlsDeclined(error) && failures[index + 1]?.host === host),
  );
  const messages = telling.map((failure) => describeFailure(settings, failure));
  const message = [...new Set(messages)].join('; ') || 'there was no time left to connect';
  // The driver's own error has more to log.
  if (last instanceof pg.DatabaseError && last.message === message) return last;
  return new ConnectionFailure(
    message,
    (last instanceof pg.DatabaseError && last.code) || CANNOT_CONNECT,
    last,
  );
}

function describeFailure(settings: ConnectionSettings, { host, isEncrypted, error }: AttemptFailure): string {
  const name = describeHost(host);
  if (error instanceof OperatorError) return error.message.replace(/\.$/, '');
  if (error instanceof UnsuitableServer) return `${name} ${error.message}`;
  if (error instanceof ConnectTimeout) return `${name} ${error.message}`;
  if (error instanceof pg.DatabaseError) {
    const message = `${error.message}${adviceFor(settings, error, isEncrypted || isSocketFolder(host))}`;
    return settings.hosts.length > 1 ? `${name} answers: ${message}` : message;
  }
  if (isEncrypted && settings.tls.isDirect && isClosed(error)) {
    return `${name} does not take a TLS handshake at once: sslnegotiation=direct needs PostgreSQL 17 or newer`;
  }
  if (error.message === CLOSED) return `${name} closes the connection without an answer`;
  if (isSocketFolder(host) && isUnreachable(error)) return socketFailure(name, error);
  if (!isUnreachable(error)) return tlsFailure(settings.tls, host, error);
  // Node's error for several addresses of a name has no message of its own.
  const { errors = [] } = error as Partial<AggregateError>;
  return error.message || errors.map((each) => (each as Error).message).join(', ');
}

/** Why a Unix socket could not be connected to. */
function socketFailure(socket: string, error: Error): string {
  const { code = error.message } = error as NodeJS.ErrnoException;
  if (code === 'EACCES') return `this user may not connect to the Unix socket ${socket} (${code})`;
  return `no server listens on the Unix socket ${socket} (${code}): host must be the folder in which it has one (unix_socket_directories), and port its port`;
}

function isClosed(error: Error): boolean {
  return error.message === CLOSED || (error as NodeJS.ErrnoException).code === 'ECONNRESET';
}

/** What to do about a refusal by a pooler, or by pg_hba.conf, whose name is not translated. */
function adviceFor(
  { tls, options, optionsLabel }: ConnectionSettings,
  { message, code }: pg.DatabaseError,
  isProtected: boolean,
): string {
  if (options !== '' && areSettingsRefused(message)) {
    return `: leave out ${optionsLabel}, which the pooler does not take, and let the role have these settings (alter role … set …)`;
  }
  if (code !== '28000') return '';
  if (!isProtected && tls.mode === 'disable' && message.includes('pg_hba.conf')) {
    return ': if the server demands TLS, sslmode must be verify-full or at least require';
  }
  if (/\bcertificate\b/.test(message) && !tls.certificate) {
    return ': sslcert and sslkey must name a client certificate and its key';
  }
  return '';
}
