import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { withAdministrator } from './administrator.js';

/** Where Debian keeps the programs of each major version. */
const DEBIAN = '/usr/lib/postgresql';

const serverMajor = await withAdministrator(async (client) => {
  const { rows } = await client.query<{ major: number }>(
    `select current_setting('server_version_num')::int / 10000 as major`,
  );
  return rows[0]?.major ?? 0;
});
const folder = candidates().find((bin) => majorOf(join(bin, 'pg_dump')) >= serverMajor);
if (folder === undefined) {
  process.stderr.write(`there is no pg_dump ${serverMajor} or newer: the tests that need one are skipped\n`);
}

/** As `describe`, for tests that need `pg_dump`: skipped where none is as new as the test server. */
export const describeWithPgDump = folder === undefined ? describe.skip : describe;

/** The path of `pg_dump` or `pg_restore`. */
export function postgresTool(name: 'pg_dump' | 'pg_restore'): string {
  return join(folder as string, name);
}

function candidates(): string[] {
  const versions = (() => {
    try {
      return readdirSync(DEBIAN);
    } catch {
      return [];
    }
  })();
  return [...(process.env.PATH ?? '').split(':'), ...versions.map((version) => join(DEBIAN, version, 'bin'))];
}

function majorOf(program: string): number {
  const { status, stdout } = spawnSync(program, ['--version'], { encoding: 'utf8' });
  return status === 0 ? Number(/(\d+)(?:\.|\s|$)/.exec(stdout)?.[1] ?? 0) : 0;
}
