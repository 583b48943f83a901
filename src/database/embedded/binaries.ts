import { randomBytes } from 'node:crypto';
import { cp, readFile, readlink, rename, rm, symlink } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { basename, dirname, join, relative } from 'node:path';
import { OperatorError } from '../../errors/operator-error.js';
import { type Account, giveTo, runAs } from './account.js';
import { binaryPackageOf, currentPlatform } from './platform.js';

/** The installed package with PostgreSQL's binaries. */
export interface BinaryPackage {
  readonly path: string;
  readonly version: string;
  /** Major version of PostgreSQL, such as "18". */
  readonly major: string;
}

/** Absolute paths of the programs to run. */
export interface Binaries {
  readonly initdb: string;
  readonly postgres: string;
}

/**
 * Finds the package for this platform.
 * @throws OperatorError when the platform has none, or it is not installed
 */
export async function findBinaryPackage(): Promise<BinaryPackage> {
  const name = binaryPackageOf(currentPlatform());
  try {
    const path = dirname(dirname(createRequire(import.meta.url).resolve(name)));
    const { version } = JSON.parse(await readFile(join(path, 'package.json'), 'utf8')) as { version: string };
    return { path, version, major: version.split('.')[0]! };
  } catch (error) {
    throw new OperatorError(
      `The embedded PostgreSQL is not installed (package ${name}): install with optional dependencies, or set DATABASE_URL to the address of a PostgreSQL server.`,
      { cause: error },
    );
  }
}

/**
 * Binaries that the account can run: the package's own, or else a copy.
 * @param home folder that the account can reach; takes the copy
 * @throws OperatorError when they do not run here
 */
export async function binariesFor(source: BinaryPackage, account: Account, home: string): Promise<Binaries> {
  if (await restoreLinks(source.path)) {
    const own = programsIn(source.path);
    if ((await whyUnusable(own, account)) === undefined) return own;
  }
  const path = join(home, `binaries-${source.version}`);
  const copied = programsIn(path);
  if ((await whyUnusable(copied, account)) === undefined) return copied;
  await copyPackage(source.path, path, account);
  const reason = await whyUnusable(copied, account);
  if (reason === undefined) return copied;
  throw new OperatorError(
    `The embedded PostgreSQL does not run on this system (${reason}): set DATABASE_URL to the address of a PostgreSQL server.`,
  );
}

function programsIn(path: string): Binaries {
  return { initdb: join(path, 'native/bin/initdb'), postgres: join(path, 'native/bin/postgres') };
}

async function whyUnusable(binaries: Binaries, account: Account): Promise<string | undefined> {
  const { code, output } = await runAs(account, [binaries.postgres, '--version']);
  return code === 0 ? undefined : output.trim();
}

async function copyPackage(from: string, to: string, account: Account): Promise<void> {
  // Copied aside and renamed: a copy under its final name is whole.
  const draft = `${to}.new`;
  await rm(draft, { recursive: true, force: true });
  await cp(join(from, 'native'), join(draft, 'native'), { recursive: true, verbatimSymlinks: true });
  await restoreLinks(draft);
  await giveTo(account, draft);
  await rm(to, { recursive: true, force: true });
  await rename(draft, to);
}

/**
 * Makes the symbolic links that npm cannot pack and that the package's install script, which is often blocked, would
 * make. Several processes may do it at once.
 * @returns false when the folder cannot be written
 */
async function restoreLinks(packagePath: string): Promise<boolean> {
  const list = await readFile(join(packagePath, 'native/pg-symlinks.json'), 'utf8');
  for (const { source, target } of JSON.parse(list) as { source: string; target: string }[]) {
    const link = join(packagePath, target);
    const wanted = relative(dirname(target), source);
    if ((await readlink(link).catch(() => undefined)) === wanted) continue;
    const draft = join(dirname(link), `.${basename(link)}.${randomBytes(4).toString('hex')}`);
    try {
      await symlink(wanted, draft);
      await rename(draft, link);
    } catch (error) {
      await rm(draft, { force: true });
      if (['EACCES', 'EPERM', 'EROFS'].includes((error as NodeJS.ErrnoException).code ?? '')) return false;
      throw error;
    }
  }
  return true;
}
