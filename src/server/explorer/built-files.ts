import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { OperatorError } from '../../errors/operator-error.js';

/** Folder in which `npm run build` writes the pages and their files: the same from `src/` and from `dist/`. */
const BUILT = fileURLToPath(new URL('../../../dist/explorer/', import.meta.url));

/** The folder of scripts, styles, pictures and fonts; their names hold the hashes of their contents. */
export const ASSETS_FOLDER = `${BUILT}assets`;

/** A built page, before the server writes into it what it knows. Throws when nothing was built. */
export function readPage(name: 'graphiql' | 'home' | 'reference'): string {
  const file = `${BUILT}pages/${name}.html`;
  try {
    return readFileSync(file, 'utf8');
  } catch (cause) {
    throw new OperatorError(`${file} cannot be read: run \`npm run build\`.`, { cause });
  }
}
