import { Command } from 'commander';
import { servingAddress } from '../../database/embedded/serving-process.js';
import { OperatorError } from '../../errors/operator-error.js';
import { findKeyId } from '../../identity/manage-keys.js';
import { createSignInLink } from '../../identity/sign-in-links.js';
import { idArgument } from '../arguments.js';
import { readDemoKey } from '../demo/demo.js';
import { type OutputOptions, printResult } from '../output.js';
import { dataFolder, publicAddress } from '../settings.js';
import { type CommandContext, withDatabase } from '../with-database.js';

interface LinkOptions extends OutputOptions {
  readonly key?: string;
}

/** `claims sign-in-link` */
export function signInLinkCommand(): Command {
  return new Command('sign-in-link')
    .description('make a link that signs a browser in: it works once, within ten minutes')
    .option('--key <id>', 'the key that the browser acts as (default: the key of the demo)', idArgument)
    .option('--json', 'print one JSON document')
    .action((options: LinkOptions) => withDatabase('command', (context) => makeLink(context, options)));
}

async function makeLink(context: CommandContext, options: LinkOptions): Promise<void> {
  const { database, settings, embedded } = context;
  const keyId = options.key ?? (await demoKeyId(context));
  const link = await createSignInLink(database, keyId);
  if (!link) {
    throw new OperatorError(
      'There is no such key, or it was revoked or has expired: name another with --key.',
    );
  }
  const serving = embedded ? await servingAddress(dataFolder(settings)) : undefined;
  const url = `${settings.PUBLIC_URL ?? serving ?? publicAddress(settings)}/session/link/${link.token}`;
  const start = embedded && serving === undefined ? '\nNo server runs on this DATA_DIR: start it first.' : '';
  printResult(
    { url, expires_at: link.expiresAt },
    options,
    () => `${url}\nIt works once, until ${link.expiresAt}.${start}`,
  );
}

async function demoKeyId({ database, settings, embedded }: CommandContext): Promise<string> {
  const key = embedded ? await readDemoKey(dataFolder(settings)) : undefined;
  const id = key && (await findKeyId(database, key));
  if (!id) throw new OperatorError('There is no demo: name a key with --key.');
  return id;
}
