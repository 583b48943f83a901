import { Command, InvalidArgumentError } from 'commander';
import { distribute, MAX_SHARDS } from '../../database/distribution/distribute.js';
import { type OutputOptions, printResult } from '../output.js';
import { withDatabase } from '../with-database.js';

interface DistributeOptions extends OutputOptions {
  readonly shards: number;
}

/** `claims distribute` */
export function distributeCommand(): Command {
  return new Command('distribute')
    .description('spread the tables over the nodes of a Citus cluster; servers are started again afterwards')
    .option('--shards <n>', 'shards of each table', shardsArgument, 4)
    .option('--json', 'print one JSON document')
    .action(({ shards, ...options }: DistributeOptions) =>
      withDatabase('command', async ({ database }) => {
        const distribution = await distribute(database, shards);
        const { nodes, distributed, reference } = distribution;
        printResult(
          distribution,
          options,
          () =>
            `${distributed.join(', ')}: ${shards === 1 ? 'one shard each' : `${shards} shards each`}, on ${nodes === 1 ? 'one node' : `${nodes} nodes`}. ${reference.join(', ')}: on every node.`,
        );
      }),
    );
}

function shardsArgument(text: string): number {
  const shards = Number(text);
  if (!/^\d{1,3}$/.test(text) || shards < 1 || shards > MAX_SHARDS) {
    throw new InvalidArgumentError(`It must be a whole number from 1 to ${MAX_SHARDS}.`);
  }
  return shards;
}
