import { execFile } from 'node:child_process';
import { resolve } from 'node:path';
import { PROCESS_ENVIRONMENT } from './process-environment.js';

/** What a `claims` process left behind. */
export interface Finished {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** The built command; `npm test` builds it beforehand. */
export const CLAIMS = resolve('dist/cli/claims.js');

/**
 * Runs `claims` as a process of its own, with these variables and nothing else of ours in its environment.
 * @param within a program and arguments that start the rest of their command line.
 */
export function runClaims(
  args: readonly string[],
  env: Readonly<Record<string, string>>,
  within: readonly string[] = [],
): Promise<Finished> {
  const [program = '', ...rest] = [...within, process.execPath, CLAIMS, ...args];
  return new Promise((done) => {
    execFile(
      program,
      rest,
      { env: { ...PROCESS_ENVIRONMENT, ...env }, timeout: 60_000, maxBuffer: 64 * 1024 * 1024 },
      (error, stdout, stderr) => done({ code: error ? Number(error.code ?? -1) : 0, stdout, stderr }),
    );
  });
}
