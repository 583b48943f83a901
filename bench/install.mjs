/** Installs the bench's own packages where they are missing or of another lock file. */
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';

/** Versions by folder, of what has to be there on every machine. */
function versionsIn(file) {
  const text = (() => {
    try {
      return readFileSync(resolve(import.meta.dirname, file), 'utf8');
    } catch {
      return '{}';
    }
  })();
  const packages = Object.entries(JSON.parse(text).packages ?? {});
  const needed = packages.filter(([folder, { optional }]) => folder !== '' && !optional);
  return JSON.stringify(needed.map(([folder, { version }]) => [folder, version]).sort());
}

if (versionsIn('package-lock.json') !== versionsIn('node_modules/.package-lock.json')) {
  execFileSync('npm', ['ci', '--ignore-scripts', '--prefix', import.meta.dirname], { stdio: 'inherit' });
}
