// Builds `dist/`: the gateway and its pages. With `--if-changed` only when the sources are not those of the last build, which an
// older Node.js finds out as well.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Everything that decides what is built; through the lock file also the packages. */
const SOURCES = ['src', 'explorer', 'build', 'tsconfig.json', 'tsconfig.build.json', 'package-lock.json'];

const COMPILER = 'node_modules/typescript/bin/tsc';

const root = fileURLToPath(new URL('..', import.meta.url));
const dist = join(root, 'dist');
const stamp = join(dist, 'sources.sha256');

const fingerprint = fingerprintOfSources();
if (!process.argv.includes('--if-changed') || builtFrom() !== fingerprint) {
  if (!existsSync(join(root, COMPILER))) {
    console.error('The build needs the development dependencies: run npm ci.');
    process.exit(1);
  }
  if (Number(process.versions.node.split('.')[0]) < 24) {
    console.error(
      `The build needs Node.js 24, and this is ${process.version}: run npm ci, which installs and links it.`,
    );
    process.exit(1);
  }
  console.log('Building…');
  rmSync(dist, { recursive: true, force: true });
  run(COMPILER, '-p', 'tsconfig.build.json');
  run('explorer/build/build.mjs');
  // Last: a build that was interrupted is no build.
  writeFileSync(stamp, fingerprint);
}

/** Contents, not times: a checkout of an older version, a copy and a removed file count as what they are. */
function fingerprintOfSources() {
  const hash = createHash('sha256');
  for (const file of SOURCES.flatMap(filesBelow).sort()) {
    hash
      .update(file)
      .update('\0')
      .update(readFileSync(join(root, file)))
      .update('\0');
  }
  return hash.digest('hex');
}

function filesBelow(path) {
  if (statSync(join(root, path)).isFile()) return [path];
  return (
    readdirSync(join(root, path), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      // Node.js 20.11 and older have another name for it.
      .map((entry) => join(entry.parentPath ?? entry.path, entry.name).slice(root.length))
  );
}

/** The fingerprint of the last complete build; undefined when there is none. */
function builtFrom() {
  try {
    return readFileSync(stamp, 'utf8');
  } catch {
    return undefined;
  }
}

/** Runs a script of ours or of a package, by this Node.js; ends the process when it fails. */
function run(script, ...args) {
  const { status } = spawnSync(process.execPath, [join(root, script), ...args], {
    cwd: root,
    stdio: 'inherit',
  });
  if (status !== 0) process.exit(status ?? 1);
}
