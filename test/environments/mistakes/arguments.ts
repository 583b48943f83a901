import { chmod, mkdir } from 'node:fs/promises';
import { gzipSync } from 'node:zlib';
import { unprivileged } from '../../support/unprivileged.js';
import { type Mistakes, type Scene, UNKNOWN_ID } from './scene.js';

type Part = string | ((scene: Scene) => string | Promise<string>);

/** A command on the migrated database. */
const running =
  (parts: readonly Part[], says: RegExp, within?: readonly string[]): Mistakes[string] =>
  async (scene) => ({
    args: await Promise.all(parts.map((part) => (typeof part === 'string' ? part : part(scene)))),
    env: { DATABASE_URL: scene.migrated.url },
    within,
    says,
  });

const mine = ({ organization }: Scene) => organization;
const creatingKey = (says: RegExp, ...options: readonly string[]) =>
  running(['keys', 'create', '--organization', mine, ...options], says);
const importing = (file: Part, says: RegExp, within?: readonly string[]) =>
  running(['import', 'products', file, '--organization', mine], says, within);
const exporting = (file: Part, says: RegExp, within?: readonly string[]) =>
  running(['export', 'claims', file], says, within);

const ROWS = 'gtin,name\n96385074,Good\n';

/** Command lines that cannot be run. */
export const wrongArguments: Mistakes = {
  'is in a folder that was removed meanwhile': running(
    ['organizations', 'list'],
    /The current folder does not exist any more/,
    ['sh', '-c', 'folder=$(mktemp -d) && cd "$folder" && rmdir "$folder" && exec "$@"', 'sh'],
  ),
  'mistypes a command': running(['server'], /unknown command 'server' \(did you mean serve\?\)/),
  'mistypes an option': running(
    ['keys', 'list', '--organisation', mine],
    /unknown option '--organisation' \(did/,
  ),
  'names no file': running(['import', 'claims'], /missing required argument 'file'/),
  'names an organization by its name': running(
    ['keys', 'list', '--organization', 'Meadow'],
    /'--organization <id>'.*: it must be a 22-character short id or a UUID/,
  ),
  'gives an organization no name': running(
    ['organizations', 'create', ''],
    /The name is wrong: .*at least 1 character/,
  ),
  'lets a key end in the past': creatingKey(
    /'--expires-at <time>'.*: it must be a time in the future/,
    '--expires-at',
    '2020-01-31',
  ),
  'lists organizations onto a full disk': running(
    ['organizations', 'list'],
    /The result cannot be written to stdout: ENOSPC/,
    ['sh', '-c', 'exec "$@" >/dev/full', 'sh'],
  ),
  'revokes a key that there is not': running(
    ['keys', 'revoke', UNKNOWN_ID],
    new RegExp(`no key with the id ${UNKNOWN_ID}`),
  ),
  'transfers something that is no GTIN': running(
    ['products', 'transfer', '1234567', '--to', mine],
    /'gtin': it must have 8 to 14 digits/,
  ),
  'removes the demo from a database of their own': running(['demo', 'remove'], /unset DATABASE_URL/),
  'imports a file that only another user may read': importing(
    async ({ folder }) => {
      const path = await folder.write('locked.csv', ROWS);
      await chmod(path, 0o000);
      return path;
    },
    /locked\.csv cannot be read: permission denied/,
    unprivileged,
  ),
  'imports a damaged workbook that is called CSV': importing(
    ({ folder }) => folder.write('book.csv', Buffer.from('PK\u0003\u0004\u0000')),
    /book\.csv is a damaged or encrypted ZIP archive/,
  ),
  'imports a compressed file that was cut off': importing(
    ({ folder }) => folder.write('packed.csv.gz', gzipSync(ROWS).subarray(0, -9)),
    /packed\.csv\.gz/,
  ),
  'imports windows-1252': importing(
    ({ folder }) => folder.write('umlauts.csv', Buffer.from('gtin,name\n96385074,M\u00fcsli\n', 'latin1')),
    /umlauts\.csv, line 2: .*--encoding windows-1252/,
  ),
  'imports something binary': importing(
    ({ folder }) => folder.write('binary.csv', Buffer.from([0x1b, 0x5b, 0x32, 0x4a, 0x0d, 0x00, 0x0a, 0x41])),
    /binary\.csv, line 1: /,
  ),
  'exports into a folder that only another user may write': exporting(
    async ({ folder }) => {
      await mkdir(folder.file('theirs'), { mode: 0o500 });
      return folder.file('theirs/claims.csv');
    },
    /theirs\/claims\.csv cannot be written: permission denied/,
    unprivileged,
  ),
};
