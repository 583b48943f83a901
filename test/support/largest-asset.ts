import { readdirSync, statSync } from 'node:fs';
import { ASSETS_FOLDER } from '../../src/server/explorer/built-files.js';

/** Path of the largest file of the pages, of several megabytes: the system does not take all of it for a client that does not read. */
export function largestAsset(): string {
  const names = readdirSync(ASSETS_FOLDER).filter((name) => name.endsWith('.js'));
  const size = (name: string) => statSync(`${ASSETS_FOLDER}/${name}`).size;
  return `/assets/${names.reduce((largest, name) => (size(name) > size(largest) ? name : largest))}`;
}
