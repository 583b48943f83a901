import type { Mistakes } from './scene.js';

/** A server that starts with a wrong variable. */
const serving =
  (name: string, value: string, says: RegExp): Mistakes[string] =>
  ({ migrated }) => ({
    args: ['serve'],
    env: { DATABASE_URL: migrated.url, PORT: '0', [name]: value },
    says,
  });

/** Wrong variables. `test/cli/settings.test.ts` has more wrong values of each. */
export const wrongSettings: Mistakes = {
  'leaves PORT empty': serving('PORT', '', /PORT is wrong: it must be a port from 0 to 65535/),
  'names another machine in HOST': serving('HOST', '203.0.113.9', /set HOST to an address of this machine/),
  'gives METRICS_TOKEN a blank inside': serving(
    'METRICS_TOKEN',
    'a secret',
    /METRICS_TOKEN is wrong: .* no spaces/,
  ),
  'keeps the quotes of a shell in a file of variables': serving(
    'PUBLIC_URL',
    '"https://claims.example"',
    /PUBLIC_URL is wrong: its value must not have quotes around it/,
  ),
  'names trusted documents that are not there': serving(
    'GRAPHQL_DOCUMENTS',
    '/nowhere/documents.json',
    /GRAPHQL_DOCUMENTS is wrong: the file \/nowhere\/documents\.json cannot be used, because it does not exist/,
  ),
  'gives an audience alone': serving('OAUTH_AUDIENCE', 'claims', /OAUTH_ISSUER is missing/),
};
