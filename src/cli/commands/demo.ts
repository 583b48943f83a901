import { Command } from 'commander';
import { OperatorError } from '../../errors/operator-error.js';
import { isConfirmed } from '../confirmation.js';
import { requireDemo, takeDemoAway } from '../demo/demo.js';
import { type OutputOptions, printResult } from '../output.js';
import { dataFolder } from '../settings.js';
import { withDatabase } from '../with-database.js';

/** `claims demo …` */
export function demoCommand(): Command {
  const command = new Command('demo').description('the demo catalogue of the embedded database');
  command
    .command('remove')
    .description('take the demo and its key away')
    .option('--yes', 'do not ask, as on a terminal')
    .option('--json', 'print one JSON document')
    .action((options: OutputOptions & { readonly yes?: boolean }) =>
      withDatabase('initial-command', async ({ database, embedded, settings }) => {
        if (!embedded) throw new OperatorError('Only an embedded database has a demo: unset DATABASE_URL.');
        const folder = dataFolder(settings);
        await requireDemo(database, folder);
        if (process.stdin.isTTY && !options.yes && !(await isConfirmed(question(folder)))) {
          throw new OperatorError('Nothing was removed.');
        }
        const removed = await takeDemoAway(database, folder);
        printResult(removed, options, () => {
          const rest = removed.organization
            ? ''
            : ' Its organization stays: it has other products, keys or history.';
          return `Removed ${removed.products} products and ${removed.claims} claims.${rest}`;
        });
      }),
    );
  return command;
}

function question(folder: string): string {
  return `Remove the products, the claims and the key of the demo from ${folder}?`;
}
