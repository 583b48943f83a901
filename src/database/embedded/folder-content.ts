import { lstat, readdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { OperatorError } from '../../errors/operator-error.js';
import { CLUSTER, type DataFolder } from './data-folder.js';

/**
 * Refuses a data folder without a database, for commands that need one and would only create an empty one. Creates
 * nothing.
 * @throws OperatorError that names the folder
 */
export async function requireDatabase(dataDir: string): Promise<void> {
  const folder = resolve(dataDir);
  const isMissing = await lstat(join(folder, CLUSTER)).then(
    () => false,
    // Any other error is reported when the folder is used.
    ({ code }: NodeJS.ErrnoException) => code === 'ENOENT',
  );
  if (!isMissing) return;
  throw new OperatorError(
    `There is no database in ${folder}: set DATA_DIR to the folder of one or DATABASE_URL to the address of a PostgreSQL server, or create one with \`claims serve\`, \`migrate\`, \`organizations create\` or \`import\`.`,
  );
}

/** Names of what the gateway itself, and a file system at its root, has in a data folder. */
const EXPECTED =
  /^(?:postgres(?:-password(?:\.new)?|\.(?:log|lock|new-.*))?|lock|serve\.(?:lock|json.*)|demo-(?:key|removed)(?:\.new)?|binaries-.*|lost\+found|\.snapshot)$/;

/**
 * Refuses to create a database among files of others, such as in a home folder.
 * @throws OperatorError that names one of them
 */
export async function requireUnusedFolder({ path }: DataFolder): Promise<void> {
  const names = await readdir(path);
  if (names.includes(CLUSTER)) return;
  const other = names.find((name) => !EXPECTED.test(name));
  if (other === undefined) return;
  throw new OperatorError(
    `The folder ${path} has other content, such as ${other}, and no database: set DATA_DIR to an empty folder or to one that does not exist yet.`,
  );
}
