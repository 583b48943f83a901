/** `npm run bench`: this gateway beside other servers on the same database, in the same run. */
import { mkdir } from 'node:fs/promises';
import { takeDatabase } from './database/exclusive.mjs';
import { Expected } from './database/expected.mjs';
import { loadGateway } from './database/gateway-build.mjs';
import { ensureDatabase, withClient } from './database/generate.mjs';
import { DATA, openServer } from './database/server.mjs';
import { removeWritten } from './database/written.mjs';
import { requireWrk } from './load/wrk.mjs';
import { POOL_SIZE } from './measure/contenders.mjs';
import { Pairs } from './measure/pairs.mjs';
import { measureAll, runOf } from './measure/rounds.mjs';
import { startAll } from './measure/start.mjs';
import { readOptions } from './options.mjs';
import { describeMachine } from './report/machine.mjs';
import { report } from './report/report.mjs';

const log = (text) => process.stderr.write(`${text}\n`);

const options = readOptions(process.argv.slice(2));
await requireWrk();
await mkdir(DATA, { recursive: true });
const gateway = await loadGateway(options.gateway);
const server = await openServer(options.database, gateway);
try {
  const url = await ensureDatabase(server.url, gateway, { log });
  const results = await withClient(url, async (client) => {
    await takeDatabase(client);
    await removeWritten(client);
    const pairs = new Pairs();
    const started = await startAll(options, { gateway, url, pairs, log });
    try {
      const expected = new Expected(client);
      await removeWritten(client);
      const { notes, versions, titles, statements } = started;
      const machine = await describeMachine(client);
      const how = { ...runOf(options), poolSize: POOL_SIZE };
      const { measured } = await measureAll(started, options, { client, expected, pairs, url, log });
      return { machine, versions, options: how, titles, notes, measured, statements };
    } finally {
      await started.stop();
      await removeWritten(client);
    }
  });
  process.exitCode = await report(results, options);
} finally {
  await server.release();
}
