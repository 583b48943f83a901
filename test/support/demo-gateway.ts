import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ensureDemo } from '../../src/cli/demo/demo.js';
import { findKeyId, findKeyOwner } from '../../src/identity/manage-keys.js';
import { createSignInLink } from '../../src/identity/sign-in-links.js';
import { type Gateway, type GatewayOptions, startGateway } from './gateway.js';

/** A gateway with the catalogue of the demo. */
export interface DemoGateway extends Gateway {
  /** The key of the demo: role manager, and the quota of every key. */
  readonly key: string;
  /** The organization that owns the products. */
  readonly organization: string;
  /** The path of a new one-time link that signs in as the demo's key. */
  signInLink(): Promise<string>;
}

/** Starts a gateway and writes the demo, as `claims serve` does on an empty folder. */
export async function startDemoGateway(options: GatewayOptions = {}): Promise<DemoGateway> {
  const gateway = await startGateway(options);
  const folder = await mkdtemp(join(tmpdir(), 'claims-demo-'));
  const key = (await ensureDemo(gateway.database, folder)) as string;
  await rm(folder, { recursive: true });
  const keyId = (await findKeyId(gateway.database, key)) as string;
  return {
    ...gateway,
    key,
    organization: (await findKeyOwner(gateway.database, key)) as string,
    signInLink: async () => {
      const link = await createSignInLink(gateway.database, keyId);
      return `/session/link/${link?.token}`;
    },
  };
}
