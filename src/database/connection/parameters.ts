/** A parameter of libpq. */
export interface Parameter {
  /** The environment variable that is read if the URL does not contain the parameter. */
  readonly variable?: string;
  /** Which values are honoured; all when absent. */
  readonly accepts?: RegExp;
  /** What `accepts` takes, for the operator. */
  readonly expects?: string;
  /** Why the parameter cannot be honoured, and what to do instead. */
  readonly refused?: string;
}

const NUMBER = { accepts: /^\d{1,9}$/, expects: 'a whole number' } as const;
const FLAG = { accepts: /^[01]$/, expects: '0 or 1' } as const;
const TLS_VERSION = {
  accepts: /^TLSv1(?:\.[123])?$/,
  expects: 'TLSv1, TLSv1.1, TLSv1.2 or TLSv1.3',
} as const;
const NO_GSSAPI = 'is not supported, because the gateway has no GSSAPI: leave it out';
const NO_OAUTH = 'is not supported, because the gateway cannot sign in to PostgreSQL by OAuth: leave it out';

/**
 * Every parameter that libpq of PostgreSQL 18 knows. Those that the gateway cannot honour are refused by name; of
 * their variables only those are read without which a connection would be less than what was asked for.
 */
const PARAMETERS: Readonly<Record<string, Parameter>> = {
  host: { variable: 'PGHOST' },
  hostaddr: { variable: 'PGHOSTADDR' },
  port: { variable: 'PGPORT' },
  user: { variable: 'PGUSER' },
  password: { variable: 'PGPASSWORD' },
  passfile: { variable: 'PGPASSFILE' },
  dbname: { variable: 'PGDATABASE' },
  connect_timeout: {
    variable: 'PGCONNECT_TIMEOUT',
    accepts: /^-?\d{1,9}$/,
    expects: 'a whole number of seconds',
  },
  options: { variable: 'PGOPTIONS' },
  application_name: { variable: 'PGAPPNAME' },
  fallback_application_name: {},
  client_encoding: {
    accepts: /^(?:utf-?8|unicode)$/i,
    expects: 'UTF8, in which the gateway reads and writes',
  },
  target_session_attrs: {
    variable: 'PGTARGETSESSIONATTRS',
    accepts: /^(?:any|read-write|read-only|primary|standby|prefer-standby)$/,
    expects: 'any, read-write, read-only, primary, standby or prefer-standby',
  },
  load_balance_hosts: {
    variable: 'PGLOADBALANCEHOSTS',
    accepts: /^(?:disable|random)$/,
    expects: 'disable or random',
  },
  keepalives: FLAG,
  keepalives_idle: NUMBER,
  keepalives_interval: NUMBER,
  keepalives_count: NUMBER,
  sslmode: {
    variable: 'PGSSLMODE',
    accepts: /^(?:disable|allow|prefer|require|verify-ca|verify-full)$/,
    expects: 'disable, allow, prefer, require, verify-ca or verify-full',
  },
  sslnegotiation: {
    variable: 'PGSSLNEGOTIATION',
    accepts: /^(?:postgres|direct)$/,
    expects: 'postgres or direct',
  },
  sslrootcert: { variable: 'PGSSLROOTCERT' },
  sslcert: { variable: 'PGSSLCERT' },
  sslkey: { variable: 'PGSSLKEY' },
  sslpassword: {},
  sslcrl: { variable: 'PGSSLCRL' },
  sslcertmode: {
    variable: 'PGSSLCERTMODE',
    accepts: /^(?:disable|allow)$/,
    expects: 'disable or allow, because the gateway does not see whether the server asks for a certificate',
  },
  sslsni: {
    variable: 'PGSSLSNI',
    accepts: /^1$/,
    expects: '1, because the gateway names the host in every TLS handshake',
  },
  sslcompression: {
    variable: 'PGSSLCOMPRESSION',
    accepts: /^0$/,
    expects: '0, because TLS compression is not supported',
  },
  ssl_min_protocol_version: { variable: 'PGSSLMINPROTOCOLVERSION', ...TLS_VERSION },
  ssl_max_protocol_version: { variable: 'PGSSLMAXPROTOCOLVERSION', ...TLS_VERSION },
  channel_binding: {
    variable: 'PGCHANNELBINDING',
    accepts: /^(?:disable|prefer|require)$/,
    expects: 'disable, prefer or require',
  },
  require_auth: {
    variable: 'PGREQUIREAUTH',
    accepts:
      /^(?:(?:password|md5|scram-sha-256|none)(?:,(?!$)|$))+$|^(?:!(?:password|md5|gss|sspi|scram-sha-256|oauth|none)(?:,(?!$)|$))+$/,
    expects:
      'a list of password, md5, scram-sha-256 and none, or of methods that are not accepted, each with "!" before it',
  },
  gssencmode: {
    variable: 'PGGSSENCMODE',
    accepts: /^(?:disable|prefer)$/,
    expects: 'disable or prefer, because the gateway has no GSSAPI',
  },
  min_protocol_version: {
    variable: 'PGMINPROTOCOLVERSION',
    accepts: /^3\.0$/,
    expects: '3.0, the version that the gateway speaks',
  },
  max_protocol_version: {
    variable: 'PGMAXPROTOCOLVERSION',
    accepts: /^(?:3\.0|3\.2|latest)$/,
    expects: '3.0, 3.2 or latest',
  },

  service: {
    variable: 'PGSERVICE',
    refused: 'is not supported: write what the service file says into the URL',
  },
  servicefile: { refused: 'is not supported: write what the service file says into the URL' },
  sslcrldir: {
    variable: 'PGSSLCRLDIR',
    refused: 'is not supported: put the lists into one file and name it with sslcrl',
  },
  requirepeer: {
    variable: 'PGREQUIREPEER',
    refused:
      'is not supported, because the gateway does not see who owns the other end of a socket: leave it out, and use a socket directory that only the server can write',
  },
  tcp_user_timeout: {
    refused:
      'is not supported: leave it out, because the gateway itself gives up connections that do not answer',
  },
  sslkeylogfile: { refused: 'is not supported: leave it out' },
  replication: { refused: 'is not supported: leave it out' },
  krbsrvname: { refused: NO_GSSAPI },
  gsslib: { refused: NO_GSSAPI },
  gssdelegation: { refused: NO_GSSAPI },
  scram_client_key: { refused: 'is not supported: give the password instead' },
  scram_server_key: { refused: 'is not supported: give the password instead' },
  oauth_issuer: { refused: NO_OAUTH },
  oauth_client_id: { refused: NO_OAUTH },
  oauth_client_secret: { refused: NO_OAUTH },
  oauth_scope: { refused: NO_OAUTH },
};

/** Parameters of other programs' URLs, and what stands for them here. */
const FOREIGN: Readonly<Record<string, string>> = {
  schema: 'set the search_path of the role instead (alter role … set search_path = …)',
  search_path: 'write options=-c%20search_path%3D… instead',
  statement_timeout: 'write options=-c%20statement_timeout%3D… instead',
  ssl: 'write sslmode instead',
  uselibpqcompat: 'leave it out, because sslmode has the meaning of libpq',
  connection_limit: 'set DATABASE_POOL_SIZE instead',
};

/** The names of all parameters, in the order of the documentation. */
export const parameterNames: readonly string[] = Object.keys(PARAMETERS);

/** The parameter of that name, if libpq has one. */
export function parameterNamed(name: string): Parameter | undefined {
  return Object.hasOwn(PARAMETERS, name) ? PARAMETERS[name] : undefined;
}

/** Why a URL with a parameter that libpq does not have is refused, as a part of a sentence. */
export function unknownParameter(name: string): string {
  const advice = Object.hasOwn(FOREIGN, name) ? FOREIGN[name] : 'it is none of libpq';
  return `it must not have the parameter ${name}: ${advice}`;
}

/** Why a value cannot be honoured, as the rest of a sentence that begins with the parameter; undefined when it can. */
export function refusal(name: string, value: string): string | undefined {
  const { refused, accepts, expects } = PARAMETERS[name] ?? {};
  if (refused) return refused;
  return accepts && !accepts.test(value) ? `must be ${expects}` : undefined;
}
