import 'reflect-metadata';
import { Command, CommanderError } from 'commander';
import { poolerAdvice, poolerSign } from '../database/pooler.js';
import { OperatorError } from '../errors/operator-error.js';
import { Problem } from '../errors/problem.js';
import { demoCommand } from './commands/demo.js';
import { exportCommand } from './commands/export.js';
import { importCommand } from './commands/import.js';
import { keysCommand } from './commands/keys.js';
import { migrateCommand } from './commands/migrate.js';
import { organizationsCommand } from './commands/organizations.js';
import { productsCommand } from './commands/products.js';
import { serveCommand } from './commands/serve.js';
import { signInLinkCommand } from './commands/sign-in-link.js';

/** Every command of `claims`. */
function program(): Command {
  return new Command('claims')
    .description("The operator's tool of Claims Gateway.")
    .configureOutput({ writeOut: (text) => process.stdout.write(text) })
    .exitOverride()
    .addCommand(serveCommand())
    .addCommand(migrateCommand())
    .addCommand(organizationsCommand())
    .addCommand(keysCommand())
    .addCommand(importCommand())
    .addCommand(exportCommand())
    .addCommand(productsCommand())
    .addCommand(signInLinkCommand())
    .addCommand(demoCommand());
}

/** Runs one command line. Failures end as one sentence on stderr and exit code 1. */
export async function run(argv: readonly string[]): Promise<void> {
  try {
    await program().parseAsync(argv);
  } catch (error) {
    process.exitCode = 1;
    // Commander has printed its own sentence, or the help that was asked for.
    if (error instanceof CommanderError) process.exitCode = error.exitCode;
    else process.stderr.write(`claims: ${sentence(error)}\n`);
  }
}

function sentence(error: unknown): string {
  const pooler = process.env.DATABASE_POOLER === undefined ? poolerSign(error) : undefined;
  if (pooler !== undefined) return poolerAdvice(pooler);
  if (error instanceof OperatorError || error instanceof Problem) return error.message;
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
