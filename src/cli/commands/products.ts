import { Command } from 'commander';
import { shortId } from '../../codecs/short-id.js';
import { OperatorError } from '../../errors/operator-error.js';
import { transferProduct } from '../../services/products/transfer-product.js';
import { gtinArgument, idArgument, requireOrganization } from '../arguments.js';
import { type OutputOptions, printResult } from '../output.js';
import { withDatabase } from '../with-database.js';

/** `claims products …` */
export function productsCommand(): Command {
  const command = new Command('products').description('products');
  command
    .command('transfer')
    .description('give a product to another organization')
    .argument('<gtin>', 'the product: 8 to 14 digits', gtinArgument)
    .requiredOption('--to <id>', 'the organization that owns it from now on', idArgument)
    .option('--json', 'print one JSON document')
    .action((gtin: string, options: OutputOptions & { to: string }) =>
      withDatabase('command', async ({ database }) => {
        await requireOrganization(database, options.to);
        if (!(await transferProduct(database, gtin, options.to))) {
          throw new OperatorError(`There is no product with the GTIN ${gtin}.`);
        }
        const organization = shortId(options.to);
        printResult({ gtin, organization }, options, () => `${gtin} belongs to ${organization} now.`);
      }),
    );
  return command;
}
