import { Command, Option } from 'commander';
import { shortId } from '../../codecs/short-id.js';
import { OperatorError } from '../../errors/operator-error.js';
import { transferProduct } from '../../services/products/transfer-product.js';
import { gtinArgument, idArgument, requireOrganization } from '../arguments.js';
import { type OutputOptions, printResult } from '../output.js';
import { withDatabase } from '../with-database.js';

interface TransferOptions extends OutputOptions {
  readonly organization?: string;
  readonly to?: string;
  readonly removePrivateCertifications?: boolean;
}

/** `claims products …` */
export function productsCommand(): Command {
  return new Command('products').description('products').addCommand(transferCommand());
}

function transferCommand(): Command {
  return new Command('transfer')
    .description('give a product to another organization')
    .argument('<gtin>', 'the product: 8 to 14 digits', gtinArgument)
    .option('--organization <id>', 'the organization that owns it from now on', idArgument)
    .addOption(
      new Option('--to <id>', 'the same as --organization').argParser(idArgument).conflicts('organization'),
    )
    .option(
      '--remove-private-certifications',
      'remove the certifications that belong to its owner alone, which the new one could not see',
    )
    .option('--json', 'print one JSON document')
    .action((gtin: string, options: TransferOptions, command: Command) => {
      const owner = options.organization ?? options.to;
      if (owner === undefined) command.error("error: required option '--organization <id>' not specified");
      return transfer(gtin, owner, options);
    });
}

function transfer(gtin: string, owner: string, options: TransferOptions): Promise<void> {
  return withDatabase('command', async ({ database }) => {
    await requireOrganization(database, owner);
    const removes = options.removePrivateCertifications === true;
    const transferred = await transferProduct(database, gtin, owner, removes);
    if (transferred === 'unknown') throw new OperatorError(`There is no product with the GTIN ${gtin}.`);
    if (transferred !== 'transferred') {
      const { privateCertifications: count } = transferred;
      throw new OperatorError(
        `The product ${gtin} holds ${count === 1 ? 'a certification' : `${count} certifications`} of its owner alone: --remove-private-certifications removes them.`,
      );
    }
    const organization = shortId(owner);
    printResult({ gtin, organization }, options, () => `${gtin} belongs to ${organization} now.`);
  });
}
