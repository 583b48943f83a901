import { Command } from 'commander';
import { migrate } from '../../database/migrate.js';
import { printResult } from '../output.js';
import { withDatabase } from '../with-database.js';

/** `claims migrate` */
export function migrateCommand(): Command {
  return new Command('migrate')
    .description('bring the database up to date; safe to run from many places at once')
    .option('--json', 'print one JSON document')
    .action((options: { json?: boolean }) =>
      withDatabase('migration', async ({ database }) => {
        const applied = await migrate(database);
        printResult({ applied }, options, () =>
          applied.length === 0 ? 'The database is up to date.' : `Applied: ${applied.join(', ')}.`,
        );
      }),
    );
}
