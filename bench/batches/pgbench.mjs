import { mkdir, rm, writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { ORGANIZATION } from '../database/catalogue.mjs';
import { loadModule } from '../database/gateway-build.mjs';
import { DATA } from '../database/server.mjs';
import { run } from '../measure/processes.mjs';
import { ROWS } from './requests.mjs';

const BATCHES = 'services/assignments/batches';

const i = 'n.first + i * 1';
const product = `(((${i}) * 40009) % 100000)`;
const gtin = `'09520000' || lpad(((${product} * 61813) % 1000000)::text, 6, '0')`;
const claim = `((${product} * 31 + (9 + (${i}) / 100000) * 61) % 500)`;
const claimId = `('01980000-0000-7000-8000-' || lpad(to_hex((${claim})::int), 12, '0'))::uuid`;
/** With blanks: to pgbench, a colon before a name is a variable. */
const changes =
  '[{"field": "source", "before": null, "after": "THIRD_PARTY_VERIFIED"}, {"field": "validFrom", "before": null, "after": "2026-01-01"}]';

/** A list with an item for each row, in the order of the key. */
const list = (column) => `(select array_agg(${column} order by gtin, claim_id) from rows)`;
const constant = (value) => list(value);

/** The gateway's own statement, whose lists PostgreSQL makes of the numbers of fresh pairs. */
async function script(folder) {
  const { assignStatement } = await loadModule(folder, `${BATCHES}/assign-statement.js`);
  const { claimAssignments } = await loadModule(folder, `${BATCHES}/batch-table.js`);
  const values = [
    `'${ORGANIZATION}'`,
    `'key.bench'`,
    'false',
    'false',
    list('gtin'),
    list('claim_id'),
    constant(`text 'THIRD_PARTY_VERIFIED'`),
    constant(`date '2026-01-01'`),
    constant('null::date'),
    constant(`text ''`),
    constant(`text ''`),
    constant(`text '{}'`),
    constant(`text '${changes}'`),
  ];
  const rows = `rows as materialized (
  select ${gtin} as gtin, ${claimId} as claim_id
  from (select :pair::bigint as first) n, generate_series(0, ${ROWS - 1}) i)`;
  const text = assignStatement('assign_claims', claimAssignments)
    .onOneServer.plain.text.replace(/^with /, `with ${rows},\n`)
    .replace(/\$(\d+)/g, (_, number) => values[number - 1]);
  return `\\set turn :turn + 1\n\\set pair (:turn * :clients + :client_id) * ${ROWS} + :first\n${text.replace(/\s+/g, ' ')};\n`;
}

/** Rows a second of the same statement without the gateway; `used` hears how many pairs may be taken. */
export async function pgbenchRows({ program }, { folder }, { url, pairs, connections, seconds }) {
  const place = resolve(DATA, 'pgbench-batches');
  await rm(place, { recursive: true, force: true });
  await mkdir(place, { recursive: true });
  await writeFile(resolve(place, 'batch.sql'), await script(folder));
  const { first, used } = pairs.open();
  const output = await run(
    [
      ...[program, '-n', '-M', 'prepared', '-j', '1', '-c', String(connections), '-T', String(seconds)],
      ...['-D', `first=${first}`, '-D', 'turn=0', '-D', `clients=${connections}`],
      ...['-f', resolve(place, 'batch.sql'), url],
    ],
    { timeout: (seconds + 30) * 1_000 },
  );
  const batches = Number(/actually processed: (\d+)/.exec(output)[1]);
  used((batches * 3 + 10) * ROWS);
  return Number(/tps = ([\d.]+)/.exec(output)[1]) * ROWS;
}
