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
  seconds,
  switchedOn,
  text,
  webOrigins,
} from './setting-validators.js';

/** The environment variables of the contract (docs/contract.md, "Configuration"), checked. */
export type Settings = ReturnType<typeof readSettings>;

/**
 * Reads the environment. Blanks and line breaks around a value are no part of it: files of secrets often end in a
 * line break. Throws one sentence that names the variable whose value is wrong.
 */
export function readSettings(environment: NodeJS.ProcessEnv) {
  const production = environment.NODE_ENV === 'production';
  const settings = cleanEnv(
    trimmed(environment),
    {
      HOST: text({ default: '127.0.0.1' }),
      PORT: listeningPort({ default: 4000 }),
      DATABASE_URL: databaseUrl({ default: undefined }),
      DATABASE_POOLER: databasePooler({ default: undefined }),
      DATABASE_POOL_SIZE: poolSize({ default: Math.max(10, 4 * availableParallelism()) }),
      DATA_DIR: folder({ default: '.claims' }),
      REDIS_URL: redisUrl({ default: undefined }),
      OAUTH_ISSUER: issuerUrl({ default: undefined }),
      OAUTH_AUDIENCE: text({ default: undefined }),
      OAUTH_ORGANIZATION_CLAIM: text({ default: 'organization' }),
      PUBLIC_URL: publicUrl({ default: undefined }),
      TRUST_PROXY: proxyAddresses({ default: [] }),
      CORS_ORIGINS: webOrigins({ default: [] }),
      METRICS_TOKEN: headerToken({ default: undefined }),
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
      }),
      LOG_FORMAT: oneOf('json', 'pretty')({ default: process.stderr.isTTY ? 'pretty' : 'json' }),
      SHUTDOWN_GRACE: seconds({ default: process.stderr.isTTY ? 0 : 2 }),
      LOG_REQUESTS: switchedOn({ default: !process.stderr.isTTY }),
      OTEL_EXPORTER_OTLP_ENDPOINT: collectorUrl({ default: undefined }),
      GRAPHQL_INTROSPECTION: oneOf(
        'public',
        'authenticated',
        'off',
      )({
        default: production ? 'authenticated' : 'public',
      }),
      GRAPHQL_FEDERATION: oneOf('on', 'off')({ default: 'off' }),
      GRAPHQL_DOCUMENTS: file({ default: undefined }),
      GRAPHQL_DOCUMENTS_ONLY: switchedOn({ default: false }),
    },
    {
      reporter: ({ errors }) => {
        const [first] = Object.entries(errors);
        if (!first) return;
        requireUnquoted(first[0], environment[first[0]]);
        throw new OperatorError(`The environment variable ${first[0]} is wrong: ${reason(first[1])}.`);
      },
    },
  );
  for (const name of Object.keys(settings)) requireUnquoted(name, environment[name]);
  if (settings.OAUTH_ISSUER !== undefined && settings.OAUTH_AUDIENCE === undefined) {
    throw new OperatorError('The environment variable OAUTH_AUDIENCE is missing: OAUTH_ISSUER needs it.');
  }
  if (settings.DATABASE_POOLER !== undefined && settings.DATABASE_URL === undefined) {
    throw new OperatorError('The environment variable DATABASE_URL is missing: DATABASE_POOLER needs it.');
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

/** Files of variables that no shell reads, such as those of containers, keep the quotes that one would take away. */
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

/** Where browsers find the server: the public address, or the one that it listens on. */
export function publicAddress({ PUBLIC_URL, HOST, PORT }: Settings): string {
  const everywhere = ['0.0.0.0', '::'].includes(HOST);
  const host = everywhere ? 'localhost' : HOST.includes(':') ? `[${HOST}]` : HOST;
  return PUBLIC_URL ?? `http://${host}:${PORT}`;
}
