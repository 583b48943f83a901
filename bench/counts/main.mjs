/**
 * `npm run bench:counts`: what the gateway does for one request, as figures that are the same on every machine:
 * statements sent and bytes allocated. Compares them with `expected.json`; `--update` writes that anew.
 */
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { takeDatabase } from '../database/exclusive.mjs';
import { loadGateway } from '../database/gateway-build.mjs';
import { ensureDatabase, SMALL, withClient } from '../database/generate.mjs';
import { DATA, openServer } from '../database/server.mjs';
import { removeWritten } from '../database/written.mjs';
import { walkPages } from '../measure/answers.mjs';
import { Pairs } from '../measure/pairs.mjs';
import { countStatements } from '../measure/statement-counter.mjs';
import { createKey } from '../servers/gateway/key.mjs';
import { gatewayPeer } from '../servers/gateway/peer.mjs';
import { compareCounts } from './compare.mjs';
import { COUNTED, countWorkload } from './count.mjs';
import { startCountedGateway } from './gateway.mjs';

const EXPECTED = resolve(import.meta.dirname, 'expected.json');

const { values: options } = parseArgs({
  options: {
    update: { type: 'boolean', default: false },
    database: { type: 'string' },
    gateway: { type: 'string' },
  },
});

const build = await loadGateway(options.gateway);
await mkdir(DATA, { recursive: true });
const server = await openServer(options.database, build);
let counts;
try {
  const url = await ensureDatabase(server.url, build, { size: SMALL, log: console.error });
  counts = await withClient(url, async (client) => {
    await takeDatabase(client);
    await removeWritten(client);
    return count(url).finally(() => removeWritten(client));
  });
} finally {
  await server.release();
}

if (options.update) {
  const kept = Object.entries(counts).map(([name, { statements, bytes }]) => [name, { statements, bytes }]);
  await writeFile(EXPECTED, `${JSON.stringify(Object.fromEntries(kept), null, 2)}\n`);
  console.log('Written: bench/counts/expected.json');
} else {
  process.exitCode = compareCounts(counts, JSON.parse(await readFile(EXPECTED, 'utf8')));
}

async function count(url) {
  const peer = gatewayPeer(build, await createKey(build.folder, url));
  const statements = await countStatements(url);
  const gateway = await startCountedGateway({ folder: build.folder, url: statements.url });
  try {
    const cursors = await walkPages(peer, gateway.asker);
    const pairs = new Pairs();
    const found = {};
    for (const name of COUNTED) {
      found[name] = await countWorkload(name, { gateway, peer, cursors, statements, pairs });
    }
    return found;
  } finally {
    await gateway.stop();
    await statements.close();
  }
}
