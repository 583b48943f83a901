import { isIP } from 'node:net';
import { type ExactValidator, makeExactValidator, makeValidator } from 'envalid';
import { readConnectionUrl } from '../database/connection/given-parameters.js';
import { replicaUrls } from '../database/replicas/replica-urls.js';

/** A text that is not empty. */
export const text = makeValidator<string>((value) => {
  if (value.trim() === '') throw new Error('it must not be empty');
  return value;
});

/** One of these words, in any letter case. */
export function oneOf<const Word extends string>(...words: readonly Word[]): ExactValidator<Word> {
  return makeExactValidator((value) => {
    const word = words.find((each) => each === value.toLowerCase());
    if (word === undefined) throw new Error(`it must be ${words.slice(0, -1).join(', ')} or ${words.at(-1)}`);
    return word;
  });
}

/** A file. */
export const file = makeValidator<string>(path);

/** A folder. */
export const folder = makeValidator<string>((given) => {
  const value = path(given);
  if (/^\/+$/.test(value)) throw new Error('it must be a folder of its own below /');
  return value;
});

function path(value: string): string {
  if (value === '') throw new Error('it must not be empty');
  if (/^~(?:\/|$)/.test(value)) {
    throw new Error('it must be a path in full, without the ~ that only shells replace');
  }
  return value;
}

/** A token that clients send in a header. */
export const headerToken = makeValidator<string>((value) => {
  if (!/^[\x21-\x7e]+$/.test(value)) {
    throw new Error('it must have visible characters of ASCII only, and no spaces');
  }
  return value;
});

/** URL of a PostgreSQL database, with the parameters that libpq knows. */
export const databaseUrl = makeValidator<string>((value) => {
  readConnectionUrl(value);
  return value;
});

/** URLs of replicas separated by commas, each with the rules of `databaseUrl`. */
export const replicaUrlList = makeValidator<readonly string[]>((value) => {
  const urls = replicaUrls(value);
  for (const url of urls) readConnectionUrl(url);
  return urls;
});

/**
 * Mode of a connection pooler in front of the database. What works in transaction mode works in session mode as well.
 */
export const databasePooler = makeValidator<'transaction'>((value) => {
  if (value !== 'transaction') {
    throw new Error(
      'it must be transaction, which suits poolers in transaction and in session mode, or not set',
    );
  }
  return value;
});

/** URL of a Redis server, with TLS when it begins with `rediss:`. */
export const redisUrl = makeValidator<string>((value) => {
  if (!/^rediss?:\/\//.test(value) || !URL.canParse(value)) {
    throw new Error('it must be a redis:// or rediss:// URL');
  }
  if (!/^\/?\d*$/.test(new URL(value).pathname)) {
    throw new Error('its path must be the number of a database, such as redis://localhost:6379/1');
  }
  return value;
});

/** `true` or `false`, in any letter case. */
export const switchedOn = makeValidator<boolean>((value) => {
  const word = value.toLowerCase();
  if (word !== 'true' && word !== 'false') throw new Error('it must be true or false');
  return word === 'true';
});

/** Base URL of an OpenTelemetry collector. */
export const collectorUrl = makeValidator<string>((value) => {
  const url = URL.parse(value);
  if (!url || !/^https?:$/.test(url.protocol) || url.search || url.hash) {
    throw new Error('it must be an http:// or https:// URL without query and fragment');
  }
  return value;
});

/** Number of database connections. */
export const poolSize = makeValidator<number>((value) => {
  const size = Number(value);
  if (!/^\d+$/.test(value) || size < 2 || size > 1000) {
    throw new Error('it must be a number from 2 to 1000');
  }
  return size;
});

/** A time in whole seconds, up to five minutes. */
export const seconds = makeValidator<number>((value) => {
  if (!/^\d{1,3}$/.test(value) || Number(value) > 300)
    throw new Error('it must be a number of seconds from 0 to 300');
  return Number(value);
});

/** Port to listen on; 0: any free one. */
export const listeningPort = makeValidator<number>((value) => {
  const number = Number(value);
  if (!/^\d+$/.test(value) || number > 65_535) throw new Error('it must be a port from 0 to 65535');
  return number;
});

/** Identifier of an OpenID Connect issuer: an https URL, or an http one on this machine. */
export const issuerUrl = makeValidator<string>((value) => {
  const url = URL.parse(value);
  const isLocal =
    url?.protocol === 'http:' && /^(?:localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(url.hostname);
  if (!url || url.search || url.hash || (url.protocol !== 'https:' && !isLocal)) {
    throw new Error('it must be an https:// URL without query and fragment (http:// only on this machine)');
  }
  return value;
});

/** The public URL: an origin, with a path if a proxy serves the gateway below one; read without a slash at its end. */
export const publicUrl = makeValidator<string>((value) => {
  const address = value.replace(/\/$/, '');
  const url = URL.parse(value);
  const path = url?.pathname.replace(/\/$/, '') ?? '';
  if (!url || !/^https?:$/.test(url.protocol) || url.origin + path !== address || !PLAIN_PATH.test(path)) {
    throw new Error(
      'it must be scheme, host and the path if there is one, such as https://claims.example/claims-api, with ' +
        'scheme and host in lower case and a path of letters, digits, "-", ".", "_", "~" and "/"',
    );
  }
  return address;
});

/** A path that needs no encoding in URLs, headers and cookies. */
const PLAIN_PATH = /^(?:\/[\w.~-]+)*$/;

/** Origins separated by commas, or `*` for all. */
export const webOrigins = makeValidator<readonly string[]>((value) =>
  list(value).map((item) => (item === '*' ? item : readOrigin(item))),
);

function readOrigin(value: string): string {
  const url = URL.parse(value);
  if (
    !url ||
    !/^https?:$/.test(url.protocol) ||
    url.origin !== value.replace(/\/$/, '') ||
    value.includes('*')
  ) {
    throw new Error(
      'it must be scheme and host, such as https://claims.example, in lower case and without a path',
    );
  }
  return url.origin;
}

const NAMED_RANGES = ['loopback', 'linklocal', 'uniquelocal'];

/** Addresses of proxies, ranges (`10.0.0.0/8`) or names of private ranges, separated by commas. */
export const proxyAddresses = makeValidator<readonly string[]>((value) =>
  list(value).map((item) => {
    const [address = '', bits, ...rest] = item.split('/');
    const family = isIP(address);
    const isRange =
      bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) <= (family === 4 ? 32 : 128));
    if (!NAMED_RANGES.includes(item) && (family === 0 || rest.length > 0 || !isRange)) {
      throw new Error(
        `it must list addresses, ranges or ${NAMED_RANGES.join(', ')}, with commas between them`,
      );
    }
    return item;
  }),
);

function list(value: string): string[] {
  const items = value.split(',').map((item) => item.trim());
  if (items.includes('')) throw new Error('it must be a list with commas between its items');
  return items;
}
