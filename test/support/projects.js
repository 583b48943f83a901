// Plain JavaScript: jest reads its configuration before TypeScript can be loaded.
import { existsSync, globSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

const ROOT = join(import.meta.dirname, '../..');
const IMPORT = /^(?:import|export) (?!type )(?:[^'";]* from )?'([^']+)';/gm;

/** Folders that are a project of their own. */
const FOLDERS = {
  faults: /^test\/faults\//,
  generated: /^test\/(?:fuzz|model)\//,
  readme: /^test\/readme\//,
};

/**
 * The test files by what they need. Apart from whole folders, imports decide: files that import a helper which starts a
 * browser are pages, those that import one which starts a process are processes. The rest is the contract.
 *
 * @returns {Readonly<Record<'contract' | 'generated' | 'processes' | 'pages' | 'faults' | 'readme', readonly string[]>>} paths from the
 * root of the project.
 */
export function testProjects() {
  const files = globSync('test/**/*.test.ts', { cwd: ROOT }).sort();
  return Object.groupBy(files, projectOf);
}

function projectOf(file) {
  for (const [project, folder] of Object.entries(FOLDERS)) if (folder.test(file)) return project;
  const imports = importsOf(file);
  if (imports.has('playwright-core')) return 'pages';
  return imports.has('node:child_process') ? 'processes' : 'contract';
}

/** @type {Map<string, Set<string>>} */
const known = new Map();

/** All packages that a file below `test/` imports, itself or by other files there. */
function importsOf(file) {
  const found = known.get(file) ?? new Set();
  if (known.has(file)) return found;
  known.set(file, found);
  for (const [, name] of readFileSync(join(ROOT, file), 'utf8').matchAll(IMPORT)) {
    if (!name.startsWith('.')) found.add(name);
    else if (!name.includes('/src/'))
      for (const each of importsOf(sourceOf(join(dirname(file), name)))) found.add(each);
  }
  return found;
}

/** Imports name the JavaScript that a file would be compiled to. */
function sourceOf(file) {
  return existsSync(join(ROOT, file)) ? file : file.replace(/\.js$/, '.ts');
}
