import { userInfo } from 'node:os';
import { OperatorError } from '../../errors/operator-error.js';
import { type ProgramOptions, type ProgramResult, runProgram } from './program.js';

/** User and group ids on this machine. */
export interface Owner {
  readonly uid: number;
  readonly gid: number;
}

/** `nobody`: the account of last resort, known by number because an image may lack a name for it. */
const NOBODY: Owner = { uid: 65534, gid: 65534 };

/** An account under which PostgreSQL agrees to run; it refuses root. */
export interface Account {
  /** Put in front of a command to run it under the account. Every one of them ends in exec, so the pid stays. */
  readonly prefix: readonly string[];
  /** Other user who runs the server and owns its files; absent for the user of this process. */
  readonly owner?: Owner;
}

const ourselves: Account = { prefix: [] };

// Inside the namespace the user id is not 0 and has a name, which satisfies PostgreSQL; outside, the files stay ours.
const userNamespace: Account = {
  prefix: ['unshare', '--user', `--map-user=${NOBODY.uid}`, `--map-group=${NOBODY.gid}`],
};

/**
 * Accounts worth trying for a data folder that belongs to `folderOwner`, best first. A folder that root finds in
 * another user's possession is served as that user, or that user could not use it afterwards.
 */
export function candidateAccounts(folderOwner: Owner): Account[] {
  if (process.geteuid?.() !== 0) return hasName() ? [ourselves] : [userNamespace, ourselves];
  if (folderOwner.uid !== 0) return [{ prefix: [], owner: folderOwner }];
  return [userNamespace, { prefix: [], owner: NOBODY }];
}

/** initdb refuses a user id without a name, which containers that run as any number have. */
function hasName(): boolean {
  try {
    return userInfo().username !== '';
  } catch {
    return false;
  }
}

/** `command` and the options to start it under the account. */
export function underAccount(account: Account, command: readonly string[]): [string[], ProgramOptions] {
  return [[...account.prefix, ...command], { ...account.owner }];
}

/** Runs a program to its end under the account. */
export function runAs(account: Account, command: readonly string[]): Promise<ProgramResult> {
  return runProgram(...underAccount(account, command));
}

/** Whether programs can be run under the account at all: containers often deny user namespaces. */
export async function accountWorks(account: Account): Promise<boolean> {
  return account === ourselves || (await runAs(account, ['true'])).code === 0;
}

/** Whether the account can pass through a folder to what lies in it. */
export async function canReach(account: Account, folder: string): Promise<boolean> {
  return (await runAs(account, ['sh', '-c', 'cd -- "$1"', 'sh', folder])).code === 0;
}

/**
 * Transfers a folder with its content to the account.
 * @throws OperatorError when the system does not allow it
 */
export async function giveTo(account: Account, folder: string): Promise<void> {
  if (account.owner === undefined) return;
  const { uid, gid } = account.owner;
  // The program, not our own walk: it cannot be led out of the folder by a link that is put in its way.
  const { code, output } = await runProgram(['chown', '-hR', `${uid}:${gid}`, folder]);
  if (code === 0) return;
  throw new OperatorError(
    `The embedded PostgreSQL cannot give ${folder} to the account it runs under (${output.trim()}): run as an ordinary user, or set DATABASE_URL to the address of a PostgreSQL server.`,
  );
}
