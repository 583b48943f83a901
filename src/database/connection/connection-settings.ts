import { Socket } from 'node:net';
import { homedir, userInfo } from 'node:os';
import { join } from 'node:path';
import { type AuthenticationSettings, readAuthenticationSettings } from './authentication.js';
import { GivenParameters, parameterError } from './given-parameters.js';
import { type DatabaseHost, readHosts } from './hosts.js';
import type { SessionAttributes } from './session-attributes.js';
import { readTlsSettings, type TlsSettings } from './tls-settings.js';

/** Everything that a connection URL and the variables beside it say. */
export interface ConnectionSettings {
  /** Name of the variable that contains the URL, for messages. */
  readonly source: string;
  /** Servers to try, in that order. */
  readonly hosts: readonly DatabaseHost[];
  /** Whether the order is random for each connection. */
  readonly isBalanced: boolean;
  readonly sessionAttributes: SessionAttributes;
  readonly user: string;
  readonly database: string;
  readonly password: string | undefined;
  readonly passwordFile: string;
  readonly authentication: AuthenticationSettings;
  readonly tls: TlsSettings;
  readonly applicationName: string;
  /** The operator's startup options, such as `-c search_path=app`. */
  readonly options: string;
  /** Where they were given, or could be. */
  readonly optionsLabel: string;
  readonly keepAlive: KeepAliveSettings | undefined;
  /** Time in which one host has to accept a connection, in milliseconds. */
  readonly hostTimeoutMs: number;
  /** Time in which a connection has to be opened, over all hosts, in milliseconds. */
  readonly connectTimeoutMs: number;
}

/** Probes of idle TCP connections, in seconds; the system's where undefined. */
export interface KeepAliveSettings {
  readonly idle: number | undefined;
  readonly interval: number | undefined;
  readonly count: number | undefined;
}

/** Time for a connection in milliseconds, without `connect_timeout`; of several hosts each gets less. */
const CONNECT_TIMEOUT_MS = 5_000;
const HOST_TIMEOUT_MS = 2_000;

/**
 * A dead connection is found within a minute, and networks that forget idle connections after some minutes see that
 * it is in use. Linux would send the first probe after two hours.
 */
const KEEP_ALIVE = { idle: 30, interval: 10, count: 3 } as const;

/** Whether this Node.js sets interval and count of TCP's probes, which it does in later versions of 24. */
const SETS_PROBES = Socket.prototype.setKeepAlive.length >= 4;

/** A request waits no longer, whatever `connect_timeout` is. */
const MAX_CONNECT_TIMEOUT_MS = 10_000;

/**
 * Reads a connection URL, and parameters that it omits from the environment, as libpq does. Throws one sentence that names
 * the invalid parameter or variable.
 * @param source name of the variable that contains the URL.
 */
export function readConnectionSettings(
  url: string,
  environment: NodeJS.ProcessEnv,
  source = 'DATABASE_URL',
): ConnectionSettings {
  const given = GivenParameters.read(url, environment, source);
  const hosts = readHosts(given);
  const user = given.get('user') ?? systemUser(given);
  const sessionAttributes = (given.get('target_session_attrs') ?? 'any') as SessionAttributes;
  return {
    source,
    hosts,
    isBalanced: given.get('load_balance_hosts') === 'random',
    sessionAttributes,
    user,
    database: given.get('dbname') ?? user,
    password: given.get('password'),
    passwordFile: given.get('passfile') ?? join(homedir(), '.pgpass'),
    authentication: readAuthenticationSettings(given),
    tls: readTlsSettings(given),
    applicationName:
      given.get('application_name') ?? given.get('fallback_application_name') ?? 'claims-gateway',
    options: given.get('options') ?? '',
    optionsLabel: given.label('options'),
    keepAlive: readKeepAlive(given),
    ...readTimeouts(given, hosts.length),
  };
}

function readKeepAlive(given: GivenParameters): KeepAliveSettings | undefined {
  if (given.get('keepalives') === '0') return undefined;
  /** Of a parameter that is 0 the system's value. */
  const value = (name: string, ours: number | undefined) => Number(given.get(name) ?? ours) || undefined;
  for (const name of ['keepalives_interval', 'keepalives_count']) {
    if (value(name, undefined) && !SETS_PROBES) {
      throw parameterError(
        given.label(name),
        `is not supported by Node.js ${process.version}: leave it out, or use the Node.js that npm ci installed`,
      );
    }
  }
  const { interval, count } = SETS_PROBES ? KEEP_ALIVE : {};
  return {
    idle: value('keepalives_idle', KEEP_ALIVE.idle),
    interval: value('keepalives_interval', interval),
    count: value('keepalives_count', count),
  };
}

/** `connect_timeout` holds for each host; less than two seconds count as two, as in libpq. */
function readTimeouts(given: GivenParameters, hosts: number) {
  const seconds = Number(given.get('connect_timeout') ?? 0);
  const usual = hosts === 1 ? CONNECT_TIMEOUT_MS : HOST_TIMEOUT_MS;
  const hostTimeoutMs = seconds > 0 ? Math.min(Math.max(seconds, 2) * 1_000, MAX_CONNECT_TIMEOUT_MS) : usual;
  const connectTimeoutMs = Math.min(
    Math.max(hostTimeoutMs * hosts, CONNECT_TIMEOUT_MS),
    MAX_CONNECT_TIMEOUT_MS,
  );
  return { hostTimeoutMs, connectTimeoutMs };
}

function systemUser(given: GivenParameters): string {
  try {
    return userInfo().username;
  } catch {
    throw parameterError(
      given.label('user'),
      'is missing: the operating system has no name for this user, which would be taken instead',
    );
  }
}
