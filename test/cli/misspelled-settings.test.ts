import { misspelledSettings } from '../../src/cli/misspelled-settings.js';
import { readSettings } from '../../src/cli/settings.js';

const names = Object.keys(readSettings({}));
const found = (...given: string[]) =>
  misspelledSettings(Object.fromEntries(given.map((name) => [name, 'x'])), names);

describe('variables that were probably meant as settings', () => {
  it.each([
    ['DATABASE_UR', 'DATABASE_URL'],
    ['DATABASE_URLS', 'DATABASE_URL'],
    ['DATABASE_URI', 'DATABASE_URL'],
    ['DATABSAE_URL', 'DATABASE_URL'],
    ['DATABASEURL', 'DATABASE_URL'],
    ['database_url', 'DATABASE_URL'],
    ['CORS_ORIGIN', 'CORS_ORIGINS'],
    ['SHUTDOWN-GRACE', 'SHUTDOWN_GRACE'],
  ])('%s: %s', (given, meant) => {
    expect(found(given)).toEqual([{ given, meant }]);
  });

  it.each(['HOSTS', 'HOS', 'PORTS', 'PROT', 'XDG_DATA_DIRS', 'DATABASE_URL2', 'CLAIMS_PORT', 'PATH', ''])(
    'not %s',
    (given) => {
      expect(found(given)).toEqual([]);
    },
  );

  it('none while the setting itself is there', () => {
    expect(found('DATABASE_URL', 'DATABASE_URI')).toEqual([]);
  });

  it('no setting', () => {
    expect(found(...names)).toEqual([]);
  });
});
