import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { OperatorError } from '../../errors/operator-error.js';

/** Folder in which `npm run build` writes the pages and their files: the same from `src/` and from `dist/`. */
const BUILT = fileURLToPath(new URL('../../../dist/explorer/', import.meta.url));

/** The folder of scripts, styles, pictures and fonts, whose names contain the hashes of their contents. */
export const ASSETS_FOLDER = `${BUILT}assets`;

/** Returns a built page without the values that the server inserts. Throws if the pages have not been built. */
export function readPage(name: 'graphiql' | 'home' | 'reference'): string {
  const file = `${BUILT}pages/${name}.html`;
  try {
    return readFileSync(file, 'utf8');
  } catch (cause) {
    throw new OperatorError(`${file} cannot be read: run \`npm run build\`.`, { cause });
  }
}
