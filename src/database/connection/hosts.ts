import { existsSync } from 'node:fs';
import { isIP } from 'node:net';
import { type GivenParameters, parameterError } from './given-parameters.js';

/** Where a server may be. */
export interface DatabaseHost {
  /** Name or address, by which certificates and the password file know it; a folder for a Unix socket. */
  readonly name: string;
  /** What to connect to: `hostaddr` where it is given, else the name. */
  readonly address: string;
  readonly port: number;
}

const DEFAULT_PORT = 5432;

/** Default folders of Unix sockets: Debian's and PostgreSQL's own. */
const SOCKET_FOLDERS = ['/var/run/postgresql', '/tmp'];

/** The hosts to try, in that order. */
export function readHosts(given: GivenParameters): readonly DatabaseHost[] {
  const names = list(given.get('host'));
  const addresses = list(given.get('hostaddr'));
  const ports = list(given.get('port'));
  const count = names.length || addresses.length || 1;
  for (const [name, items] of [
    ['hostaddr', addresses],
    ['port', ports.length > 1 ? ports : []],
  ] as const) {
    if (items.length > 0 && items.length !== count) {
      throw parameterError(
        given.label(name),
        `must have as many items as there are hosts, ${count}, not ${items.length}`,
      );
    }
  }
  if (addresses.some((address) => address !== '' && isIP(address) === 0)) {
    throw parameterError(given.label('hostaddr'), 'must be an IP address: names belong into host');
  }
  return Array.from({ length: count }, (_, index) => {
    const port = readPort(ports.length > 1 ? ports[index] : ports[0], given.label('port'));
    const address = addresses[index] || names[index] || defaultHost(port);
    if (address.startsWith('@')) {
      throw parameterError(
        given.label('host'),
        'must not be an abstract Unix socket: give the server a socket in a folder',
      );
    }
    return { name: names[index] || address, address, port };
  });
}

/** Whether a host is a folder with a Unix socket. */
export function isSocketFolder({ address }: DatabaseHost): boolean {
  return address.startsWith('/');
}

/** How a host is called in messages. */
export function describeHost(host: DatabaseHost): string {
  if (isSocketFolder(host)) return `${host.address}/.s.PGSQL.${host.port}`;
  return `${host.name.includes(':') ? `[${host.name}]` : host.name}:${host.port}`;
}

function list(value: string | undefined): readonly string[] {
  return value === undefined ? [] : value.split(',').map((item) => item.trim());
}

function readPort(text: string | undefined, label: string): number {
  if (text === undefined || text === '') return DEFAULT_PORT;
  const port = Number(text);
  if (/^\d{1,5}$/.test(text) && port >= 1 && port <= 65_535) return port;
  throw parameterError(
    label,
    'must be a number from 1 to 65535; in a URL, "/", "@" and ":" have to be percent-encoded in user name and password (%2F, %40, %3A), and an IPv6 address needs brackets',
  );
}

/** As libpq, the Unix socket of this machine; loopback when there is none. */
function defaultHost(port: number): string {
  return SOCKET_FOLDERS.find((folder) => existsSync(`${folder}/.s.PGSQL.${port}`)) ?? 'localhost';
}
