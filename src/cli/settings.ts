import { availableParallelism } from 'node:os';
import { resolve } from 'node:path';
import { cleanEnv, makeValidator, str } from 'envalid';
import { OperatorError } from '../errors/operator-error.js';

const text = makeValidator<string>((value) => {
  if (value.trim() === '') throw new Error('it must not be empty');
  return value;
});

const databaseUrl = makeValidator<string>((value) => {
  if (!/^postgres(?:ql)?:\/\//.test(value) || !URL.canParse(value)) {
    throw new Error('it must be a postgres:// URL');
  }
  return value;
});

const poolSize = makeValidator<number>((value) => {
  const size = Number(value);
  if (!Number.isInteger(size) || size < 2 || size > 1000)
    throw new Error('it must be a number from 2 to 1000');
  return size;
});

const listeningPort = makeValidator<number>((value) => {
  const number = Number(value);
  if (!/^\d+$/.test(value) || number > 65_535) throw new Error('it must be a port from 0 to 65535');
  return number;
});

/** The environment variables of the contract (docs/contract.md, "Configuration"), checked. */
export type Settings = ReturnType<typeof readSettings>;

/** Reads the environment. Throws one sentence that names the variable whose value is wrong. */
export function readSettings(environment: NodeJS.ProcessEnv) {
  const production = environment.NODE_ENV === 'production';
  return cleanEnv(
    environment,
    {
      HOST: text({ default: '127.0.0.1' }),
      PORT: listeningPort({ default: 4000 }),
      DATABASE_URL: databaseUrl({ default: undefined }),
      DATABASE_POOL_SIZE: poolSize({ default: Math.max(10, 4 * availableParallelism()) }),
      DATA_DIR: text({ default: '.claims' }),
      LOG_LEVEL: str({
        choices: ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'],
        default: 'info',
      }),
      LOG_FORMAT: str({ choices: ['json', 'pretty'], default: process.stderr.isTTY ? 'pretty' : 'json' }),
      GRAPHQL_INTROSPECTION: str({
        choices: ['public', 'authenticated', 'off'],
        default: production ? 'authenticated' : 'public',
      }),
    },
    {
      reporter: ({ errors }) => {
        const [first] = Object.entries(errors);
        if (first)
          throw new OperatorError(`The environment variable ${first[0]} is wrong: ${reason(first[1])}.`);
      },
    },
  );
}

function reason(error: Error | undefined): string {
  return error?.message.replace(/\.$/, '') ?? 'it cannot be read';
}

/** The folder of the embedded database as an absolute path. */
export function dataFolder(settings: Settings): string {
  return resolve(settings.DATA_DIR);
}
