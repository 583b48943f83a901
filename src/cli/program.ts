import 'reflect-metadata';
import { Command, CommanderError } from 'commander';
import { PACKAGE_VERSION } from '../observability/package-version.js';
import { refuseInOneSentence } from './command-line.js';
import { demoCommand } from './commands/demo.js';
import { distributeCommand } from './commands/distribute.js';
import { exportCommand } from './commands/export.js';
import { importCommand } from './commands/import.js';
import { keysCommand } from './commands/keys.js';
import { migrateCommand } from './commands/migrate.js';
import { organizationsCommand } from './commands/organizations.js';
import { productsCommand } from './commands/products.js';
import { serveCommand } from './commands/serve.js';
import { signInLinkCommand } from './commands/sign-in-link.js';
import { failureSentence } from './failure-sentence.js';
import { takeOutputFailures } from './output-failures.js';

/** All commands of `claims`. */
function program(): Command {
  const command = new Command('claims')
    .description("The operator's tool of Claims Gateway.")
    .version(PACKAGE_VERSION, '--version', 'print the version')
    .addCommand(serveCommand())
    .addCommand(migrateCommand())
    .addCommand(distributeCommand())
    .addCommand(organizationsCommand())
    .addCommand(keysCommand())
    .addCommand(importCommand())
    .addCommand(exportCommand())
    .addCommand(productsCommand())
    .addCommand(signInLinkCommand())
    .addCommand(demoCommand());
  return refuseInOneSentence(command);
}

/**
 * How long open resources of a failed command may keep the process running, in milliseconds. If PostgreSQL requires a
 * password and there is none, the driver leaves the connection open, which PostgreSQL closes after a minute.
 */
const LEFT_OPEN_MS = 500;

/** Runs the command line of this process, which ends soon after a failure, whatever the command has left open. */
export async function run(argv: readonly string[]): Promise<void> {
  takeOutputFailures();
  if (await runCommand(argv)) return;
  setTimeout(() => process.exit(), LEFT_OPEN_MS).unref();
}

/**
 * Runs one command line. A failure is one sentence on stderr and `process.exitCode` 1.
 * @returns whether the command has succeeded.
 */
export async function runCommand(argv: readonly string[]): Promise<boolean> {
  try {
    await program().parseAsync(argv);
    return true;
  } catch (error) {
    process.exitCode = 1;
    // Commander has printed its own sentence or the help.
    if (error instanceof CommanderError) process.exitCode = error.exitCode;
    else process.stderr.write(`claims: ${failureSentence(error)}\n`);
    return false;
  }
}
