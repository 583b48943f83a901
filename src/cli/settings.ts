import { availableParallelism } from 'node:os';
import { resolve } from 'node:path';
import { cleanEnv } from 'envalid';
import { OperatorError } from '../errors/operator-error.js';
import {
  collectorUrl,
  databasePooler,
  databaseUrl,
  file,
  folder,
  headerToken,
  issuerUrl,
  listeningPort,
  oneOf,
  poolSize,
  proxyAddresses,
  publicUrl,
  redisUrl,
  replicaUrlList,
  seconds,
  switchedOn,
  text,
  webOrigins,
} from './setting-validators.js';

/** The environment variables of the contract (docs/contract.md, "Configuration"), checked. */
export type Settings = ReturnType<typeof readSettings>;

/** The variables with their defaults in this process and their descriptions in `claims serve --help`. */
export function settingSpecs({ NODE_ENV }: NodeJS.ProcessEnv) {
  return {
    HOST: text({ default: '127.0.0.1', desc: 'address to listen on; 0.0.0.0: all of this machine' }),
    PORT: listeningPort({ default: 4000, desc: 'port to listen on' }),
    DATABASE_URL: databaseUrl({
      default: undefined,
      desc: 'postgres:// URL of a PostgreSQL server; without it: the embedded database in DATA_DIR',
    }),
    DATABASE_POOLER: databasePooler({
      default: undefined,
      desc: 'transaction: DATABASE_URL leads to a connection pooler such as PgBouncer',
    }),
    DATABASE_REPLICA_URL: replicaUrlList({
      default: undefined,
      desc: 'postgres:// URLs of hot standbys, with commas between them, for reads',
    }),
    DATABASE_POOL_SIZE: poolSize({
      default: Math.max(10, 4 * availableParallelism()),
      desc: 'connections to the database, of all workers together',
    }),
    DATA_DIR: folder({ default: '.claims', desc: 'folder of the embedded database' }),
    REDIS_URL: redisUrl({ default: undefined, desc: 'redis:// URL: quotas shared by all instances' }),
    OAUTH_ISSUER: issuerUrl({
      default: undefined,
      desc: 'OpenID Connect issuer whose bearer tokens are accepted',
    }),
    OAUTH_AUDIENCE: text({ default: undefined, desc: 'audience that these tokens must have' }),
    OAUTH_ORGANIZATION_CLAIM: text({
      default: 'organization',
      desc: "claim of a token that contains the organization's id",
    }),
    PUBLIC_URL: publicUrl({ default: undefined, desc: "the server's address behind a proxy" }),
    TRUST_PROXY: proxyAddresses({
      default: [],
      desc: 'addresses of proxies whose X-Forwarded-* is trusted',
    }),
    CORS_ORIGINS: webOrigins({ default: [], desc: 'origins whose scripts may send requests, or *' }),
    METRICS_TOKEN: headerToken({
      default: undefined,
      desc: 'bearer token of /metrics; without it: only for this machine',
    }),
    LOG_LEVEL: oneOf(
      'fatal',
      'error',
      'warn',
      'info',
      'debug',
      'trace',
      'silent',
    )({
      default: 'info',
      desc: 'fatal, error, warn, info, debug, trace or silent',
    }),
    LOG_FORMAT: oneOf(
      'json',
      'pretty',
    )({
      default: process.stderr.isTTY ? 'pretty' : 'json',
      desc: 'pretty or json',
    }),
    SHUTDOWN_GRACE: seconds({
      default: process.stderr.isTTY ? 0 : 2,
      desc: 'seconds for which a stopping server still listens',
    }),
    LOG_REQUESTS: switchedOn({ default: !process.stderr.isTTY, desc: 'true or false: a line per request' }),
    OTEL_EXPORTER_OTLP_ENDPOINT: collectorUrl({
      default: undefined,
      desc: 'URL of an OpenTelemetry collector for traces',
    }),
    GRAPHQL_INTROSPECTION: oneOf(
      'public',
      'authenticated',
      'off',
    )({
      default: NODE_ENV === 'production' ? 'authenticated' : 'public',
      desc: 'who may read the schema: public, authenticated or off',
    }),
    GRAPHQL_FEDERATION: oneOf(
      'on',
      'off',
    )({
      default: 'off',
      desc: 'on: the GraphQL API is a subgraph of Apollo Federation 2',
    }),
    GRAPHQL_DOCUMENTS: file({ default: undefined, desc: 'JSON file of trusted documents by their ids' }),
    GRAPHQL_DOCUMENTS_ONLY: switchedOn({ default: false, desc: 'true: other documents are refused' }),
  };
}

/**
 * Reads the environment. Blanks and line breaks around a value are ignored: files of secrets often end in a line break.
 * Throws one sentence that names the variable with the invalid value.
 */
export function readSettings(environment: NodeJS.ProcessEnv) {
  const settings = cleanEnv(trimmed(environment), settingSpecs(environment), {
    reporter: ({ errors }) => {
      const [first] = Object.entries(errors);
      if (!first) return;
      requireUnquoted(first[0], environment[first[0]]);
      throw new OperatorError(`The environment variable ${first[0]} is wrong: ${reason(first[1])}.`);
    },
  });
  for (const name of Object.keys(settings)) requireUnquoted(name, environment[name]);
  if (settings.OAUTH_ISSUER !== undefined && settings.OAUTH_AUDIENCE === undefined) {
    throw new OperatorError('The environment variable OAUTH_AUDIENCE is missing: OAUTH_ISSUER needs it.');
  }
  for (const name of ['DATABASE_POOLER', 'DATABASE_REPLICA_URL'] as const) {
    if (settings[name] === undefined || settings.DATABASE_URL !== undefined) continue;
    throw new OperatorError(`The environment variable DATABASE_URL is missing: ${name} needs it.`);
  }
  if (settings.GRAPHQL_DOCUMENTS_ONLY && settings.GRAPHQL_DOCUMENTS === undefined) {
    throw new OperatorError(
      'The environment variable GRAPHQL_DOCUMENTS is missing: GRAPHQL_DOCUMENTS_ONLY needs it.',
    );
  }
  for (const name of ['OAUTH_AUDIENCE', 'OAUTH_ORGANIZATION_CLAIM'] as const) {
    if (settings.OAUTH_ISSUER !== undefined || environment[name] === undefined) continue;
    throw new OperatorError(
      `The environment variable OAUTH_ISSUER is missing: without it no tokens are accepted, and ${name} has no effect.`,
    );
  }
  return settings;
}

/** Removes quotes around a value: a file of variables that no shell reads, as those of containers, keeps them. */
function requireUnquoted(name: string, value: string | undefined): void {
  if (!/^(["']).*\1$/s.test(value?.trim() ?? '')) return;
  throw new OperatorError(
    `The environment variable ${name} is wrong: its value must not have quotes around it, which only shells take away.`,
  );
}

function trimmed(environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(environment).map(([name, value]) => [name, value?.trim()]));
}

function reason(error: Error | undefined): string {
  return error?.message.replace(/\.$/, '') ?? 'it cannot be read';
}

/** The folder of the embedded database as an absolute path. */
export function dataFolder(settings: Settings): string {
  return resolve(settings.DATA_DIR);
}

/** The URL of a server with these settings in browsers: the public address, or the one that it listens on. */
export function publicAddress({ PUBLIC_URL, HOST, PORT }: Settings): string {
  const everywhere = ['0.0.0.0', '::'].includes(HOST);
  const host = everywhere ? 'localhost' : HOST.includes(':') ? `[${HOST}]` : HOST;
  return PUBLIC_URL ?? `http://${host}:${PORT}`;
}
