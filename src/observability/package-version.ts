import { readFileSync } from 'node:fs';

/** The gateway's version, from package.json. */
export const { version: PACKAGE_VERSION } = JSON.parse(
  readFileSync(new URL('../../package.json', import.meta.url), 'utf8'),
) as { readonly version: string };
