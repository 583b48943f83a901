import { readFile, stat } from 'node:fs/promises';
import { type DatabaseHost, isSocketFolder } from './hosts.js';

/** The connection that an entry of a password file must match. */
export interface PasswordRequest {
  readonly host: DatabaseHost;
  readonly database: string;
  readonly user: string;
}

/**
 * The password that a file of the form `host:port:database:user:password` has for a connection: the first entry that
 * fits, `*` fits all. As libpq, a file that does not exist or that others may read counts as none.
 * https://www.postgresql.org/docs/current/libpq-pgpass.html
 */
export async function readPasswordFile(path: string, request: PasswordRequest): Promise<string | undefined> {
  const { host, database, user } = request;
  const wanted = [isSocketFolder(host) ? 'localhost' : host.name, String(host.port), database, user];
  for (const line of (await readPrivately(path)).split(/\r?\n/)) {
    if (line.startsWith('#')) continue;
    const fields = [...line.matchAll(/(?:^|:)((?:\\.|[^\\:])*)/g)].map(([, field = '']) => field);
    const fits = wanted.every(
      (value, index) => fields[index] === '*' || withoutBackslashes(fields[index]) === value,
    );
    if (fits && fields[wanted.length] !== undefined) return withoutBackslashes(fields[wanted.length]);
  }
  return undefined;
}

async function readPrivately(path: string): Promise<string> {
  try {
    const { mode } = await stat(path);
    return (mode & 0o077) === 0 ? await readFile(path, 'utf8') : '';
  } catch {
    return '';
  }
}

function withoutBackslashes(field: string | undefined): string | undefined {
  return field?.replace(/\\(.)/g, '$1');
}
