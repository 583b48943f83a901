import { parameterNamed, unknownParameter } from './parameters.js';

const SCHEME = /^postgres(?:ql)?:\/\//;

/**
 * The parameters of a connection URL, by libpq's rules: decoded, the last of a name wins, several hosts and
 * ports with commas between them. Throws the problem as a part of a sentence, without the values, which may be
 * secret.
 * https://www.postgresql.org/docs/current/libpq-connect.html#LIBPQ-CONNSTRING-URIS
 */
export function parseConnectionUrl(url: string): Map<string, string> {
  if (!SCHEME.test(url)) throw new Error('it must be a postgres:// URL');
  const parts = /^(?:([^@/]*)@)?([^/?]*)(?:\/([^?]*))?(?:\?(.*))?$/s.exec(url.replace(SCHEME, ''));
  const [, credentials = '', authority = '', database = '', query = ''] = parts ?? [];
  const [user = '', ...password] = credentials.split(':');
  // Most likely the password's: an "@" of other parts can be percent-encoded as well.
  if (authority.includes('@') || database.includes('@')) throw new Error(AMBIGUOUS);
  const hosts = authority.split(',').map(parseHost);
  const given = [
    ['user', user],
    ['password', password.join(':')],
    ['host', hosts.map(({ host }) => host).join(',')],
    ['port', hosts.map(({ port }) => port).join(',')],
    ['dbname', database],
  ] as const;
  const parameters = new Map<string, string>();
  for (const [name, text] of given) {
    if (text !== '') parameters.set(name, decode(text, `its ${DESCRIPTIONS[name]}`));
  }
  for (const pair of query.split('&').filter(Boolean)) {
    const [name, value] = parsePair(pair);
    parameters.set(name, value);
  }
  return parameters;
}

const DESCRIPTIONS = {
  user: 'user name',
  password: 'password',
  host: 'host',
  port: 'port',
  dbname: 'database name',
} as const;

const AMBIGUOUS =
  'it has a stray "@": "@", "/" and ":" have to be percent-encoded in user name, password and database name (%40, %2F, %3A)';

function parseHost(text: string): { host: string; port: string } {
  const [, address, name = '', port = ''] = /^(?:\[([^\]]+)\]|([^:[\]]*))(?::(.*))?$/s.exec(text) ?? [];
  const host = address ?? name;
  if (host === '' && port === '' && text !== '' && text !== ':') {
    throw new Error('its host must be a name, an IPv4 address or an IPv6 address in brackets');
  }
  return { host, port };
}

function parsePair(pair: string): readonly [string, string] {
  const [rawName = '', rawValue, ...more] = pair.split('=');
  const name = decode(rawName, 'the name of a parameter');
  if (rawValue === undefined) throw new Error(`its parameter ${name} has no value`);
  if (more.length > 0) {
    throw new Error(`its parameter ${name} has a second "=", which has to be percent-encoded (%3D)`);
  }
  const value = decode(rawValue, `its parameter ${name}`);
  // As libpq, for the URLs of JDBC.
  if (name === 'ssl' && value === 'true') return ['sslmode', 'require'];
  if (!parameterNamed(name)) throw new Error(unknownParameter(name));
  return [name, value];
}

function decode(text: string, what: string): string {
  const trimmed = text.replace(/^ +| +$/g, '');
  if (trimmed.includes(' ')) throw new Error(`${what} has blanks, which have to be percent-encoded (%20)`);
  try {
    if (!trimmed.includes('%00')) return decodeURIComponent(trimmed);
  } catch {
    // Said below.
  }
  throw new Error(`${what} has a "%" that begins no percent-encoded UTF-8 character; "%" itself is %25`);
}
