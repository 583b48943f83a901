import { findKeyId } from '../identity/manage-keys.js';
import { createSignInLink } from '../identity/sign-in-links.js';
import { demoKeyFile } from './demo/demo.js';
import { dataFolder } from './settings.js';
import type { CommandContext } from './with-database.js';

/**
 * Prints the addresses of the server and how to sign in. Secrets are printed on a terminal and never to a log.
 * @param address URL of the server in browsers.
 * @param demoKey undefined if there is no demo.
 */
export async function announce(
  context: CommandContext,
  address: string,
  demoKey: string | undefined,
): Promise<void> {
  const { log, settings } = context;
  if (!process.stdout.isTTY) {
    if (demoKey !== undefined) {
      log.info({ file: demoKeyFile(dataFolder(settings)) }, 'the key of the demo is in this file');
    }
    return;
  }
  const [signIn, apiKey] =
    demoKey === undefined
      ? [
          'create a link with: bin/claims sign-in-link --key ID',
          'create one with: bin/claims keys create --organization ID',
        ]
      : [
          await demoLink(context, address, demoKey),
          `${demoKey}   (demo; remove it with: bin/claims demo remove)`,
        ];
  process.stdout.write(`
  Sign in    ${signIn}
  Explorer   ${address}/graphiql
  Reference  ${address}/reference
  GraphQL    ${address}/graphql
  REST       ${address}/certifications/api/v1
  API key    ${apiKey}

`);
}

async function demoLink({ database }: CommandContext, address: string, demoKey: string): Promise<string> {
  const keyId = await findKeyId(database, demoKey);
  const link = keyId && (await createSignInLink(database, keyId));
  return link
    ? `${address}/session/link/${link.token}   (once, within ten minutes)`
    : 'not possible: the key of the demo was revoked';
}
