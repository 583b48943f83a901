/**
 * `npm run bench:attacks`: the costliest requests that the published limits permit, each beside the budget of one
 * request. Fails when anything exceeds the budget.
 */
import { mkdir } from 'node:fs/promises';
import { takeDatabase } from '../database/exclusive.mjs';
import { loadGateway, ROOT } from '../database/gateway-build.mjs';
import { withClient } from '../database/generate.mjs';
import { DATA, openServer } from '../database/server.mjs';
import { removeWritten } from '../database/written.mjs';
import { readResults, writeResults } from '../report/files.mjs';
import { attacks } from './attacks.mjs';
import { ensureAttackDatabase } from './database.mjs';
import { createKeys } from './keys.mjs';
import { readOptions } from './options.mjs';
import { resultOf } from './result.mjs';
import { runAttack } from './run-attack.mjs';
import { attackLine, attackTable } from './table.mjs';

const options = readOptions(process.argv.slice(2));
const log = console.error;
/** The gateway of an attack that failed before it was measured; the others go on. */
const UNKNOWN = { alive: true, peak: 0 };
const build = await loadGateway(options.gateway);
await mkdir(DATA, { recursive: true });
const server = await openServer(options.database, build);
const results = [];
try {
  const url = await ensureAttackDatabase(server.url, build, { log });
  await withClient(url, async (client) => {
    await takeDatabase(client);
    await removeWritten(client);
    const keys = await createKeys(client);
    for (const attack of options.attacks) {
      log(`${attack.name}: ${attack.about}`);
      const result = await runAttack(attack, {
        build,
        url,
        client,
        keys,
        results,
        log,
      }).catch((error) =>
        resultOf(attack, { samples: [], problems: [`not measured: ${error.message}`] }, UNKNOWN),
      );
      results.push(result);
      log(`  ${attackLine(result)}`);
    }
    await removeWritten(client);
  });
} finally {
  await server.release();
}

const date = new Date().toISOString().slice(0, 10);
if (options.json) console.log(JSON.stringify({ date, results }, null, 2));
else show();
if (options.write) {
  const written = await readResults(ROOT);
  if (!written) throw new Error('There are no results to add to: run the whole bench first.');
  await writeResults(ROOT, {
    ...written,
    attacks: { date, results: replaced(written.attacks?.results, results) },
  });
}
const over = results.filter(({ exceeded }) => exceeded.length > 0);
for (const { name, exceeded } of over) console.error(`EXCEEDED: ${name}: ${exceeded.join('; ')}`);
process.exitCode = over.length > 0 ? 1 : 0;

function show() {
  console.log(attackTable(results));
  for (const { name, detail, notes } of results) {
    const lines = [...notes, ...(detail ? [`first error: ${detail}`] : [])];
    for (const line of lines) console.log(`${name}: ${line}`);
  }
}

/** The written results with those that were measured now, in the order of the list; these alone after a whole run. */
function replaced(written, measured) {
  if (!options.only || !written) return measured;
  const byName = new Map([...written, ...measured].map((result) => [result.name, result]));
  return attacks.flatMap(({ name }) => byName.get(name) ?? []);
}
