import { mkdir } from 'node:fs/promises';
import { takeDatabase } from '../database/exclusive.mjs';
import { loadGateway } from '../database/gateway-build.mjs';
import { ensureDatabase, withClient } from '../database/generate.mjs';
import { DATA, openServer } from '../database/server.mjs';
import { removeWritten } from '../database/written.mjs';
import { workloads } from '../load/workloads.mjs';
import { requireWrk } from '../load/wrk.mjs';
import { createKey } from '../servers/gateway/key.mjs';
import { gatewayPeer } from '../servers/gateway/peer.mjs';
import { lineUp, startContender } from './contenders.mjs';
import { cores } from './cores.mjs';

/**
 * Starts the gateway alone on the bench's database, ready for one workload, and ends everything after `work`.
 * @param {{ workload: string, flags: string[], database?: string, gateway?: string }} options
 */
export async function withGateway({ workload, flags, database, gateway }, work) {
  const build = await loadGateway(gateway);
  await requireWrk();
  await mkdir(DATA, { recursive: true });
  const server = await openServer(database, build);
  try {
    const url = await ensureDatabase(server.url, build, { log: console.error });
    return await withClient(url, async (client) => {
      await takeDatabase(client);
      await removeWritten(client);
      const peer = gatewayPeer(build, await createKey(build.folder, url));
      const started = await startContender(
        { ...peer, command: [...flags, ...peer.command] },
        { url, core: cores.server },
      );
      try {
        const [contender] = await lineUp([started], workload, workloads[workload]);
        return await work({ contender, client });
      } finally {
        await started.stop();
        await removeWritten(client);
      }
    });
  } finally {
    await server.release();
  }
}
