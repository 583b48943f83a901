import { execFile } from 'node:child_process';
import { resolve } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** Runs a `claims` command of a gateway's build on a database, and parses its JSON if there is any. */
export async function runClaims(folder, url, args) {
  const { stdout } = await run(process.execPath, [resolve(folder, 'dist/cli/claims.js'), ...args], {
    env: { PATH: process.env.PATH, HOME: process.env.HOME, DATABASE_URL: url },
    timeout: 300_000,
    maxBuffer: 16 * 1024 * 1024,
  });
  return stdout.startsWith('{') ? JSON.parse(stdout) : undefined;
}
