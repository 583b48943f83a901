/**
 * `npm run bench:import`: `claims import` of products and their assignments, beside a bare COPY of the rows that it has
 * stored, history included, into the same tables with the same indexes. Both in turns on one database.
 */
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { resolve } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { parseArgs } from 'node:util';
import { from as copyFrom, to as copyTo } from 'pg-copy-streams';
import { loadGateway } from '../database/gateway-build.mjs';
import { withClient } from '../database/generate.mjs';
import { DATA, openServer } from '../database/server.mjs';
import { Catalogue } from '../growth/catalogue.mjs';
import { spread } from '../measure/statistics.mjs';
import { markdownTable } from '../report/markdown.mjs';
import { runClaims } from './claims.mjs';
import { writeFiles } from './files.mjs';

/** In the order in which their rows refer to each other. */
const TABLES = ['product', 'claim_assignment', 'claim_assignment_event'];
const FOLDER = resolve(DATA, 'import');
const pathOf = (name) => resolve(FOLDER, `${name}.csv`);
const copyOf = (table) => resolve(FOLDER, `${table}.copy`);

const { values: options } = parseArgs({
  options: {
    products: { type: 'string', default: '100000' },
    rounds: { type: 'string', default: '3' },
    database: { type: 'string' },
    gateway: { type: 'string' },
  },
});

const gateway = await loadGateway(options.gateway);
await mkdir(FOLDER, { recursive: true });
await writeFiles(new Catalogue(Number(options.products)), pathOf);
const server = await openServer(options.database, gateway);
try {
  const url = await emptyDatabase(server.url);
  const claims = (...args) => runClaims(gateway.folder, url, args);
  await claims('migrate');
  const { id } = await claims('organizations', 'create', 'Bench', '--json');
  await claims('import', 'claims', pathOf('claims'), '--json');
  await withClient(url, (client) => compare(client, claims, id));
} finally {
  await server.release();
}

async function compare(client, claims, organization) {
  const rounds = [];
  for (let round = 0; round < Number(options.rounds); round++) {
    await empty(client);
    const imported = {};
    for (const kind of ['products', 'assignments']) {
      const start = performance.now();
      const answer = await claims('import', kind, pathOf(kind), '--organization', organization, '--json');
      imported[kind] = (performance.now() - start) / 1_000;
      if (answer.created !== answer.total_rows) throw new Error(`Not all ${kind} were stored.`);
    }
    for (const table of TABLES)
      await pipeline(
        client.query(copyTo(`copy ${await target(client, table)} to stdout`)),
        createWriteStream(copyOf(table)),
      );
    await empty(client);
    const start = performance.now();
    await client.query('begin');
    for (const table of TABLES)
      await pipeline(
        createReadStream(copyOf(table)),
        client.query(copyFrom(`copy ${await target(client, table)} from stdin`)),
      );
    await client.query('commit');
    rounds.push({ ...imported, copied: (performance.now() - start) / 1_000 });
    console.log(`round ${round + 1}: ${JSON.stringify(rounds.at(-1))}`);
  }
  const show = (value) => {
    const { median, min, max } = spread(rounds.map(value));
    return `${median.toFixed(2)} (${min.toFixed(2)}–${max.toFixed(2)})`;
  };
  const lines = [
    ['import of products', show(({ products }) => products)],
    ['import of assignments', show(({ assignments }) => assignments)],
    ['COPY of all rows', show(({ copied }) => copied)],
    ['COPY to import', show(({ products, assignments, copied }) => copied / (products + assignments))],
  ];
  console.log(markdownTable(['', 'seconds'], lines));
}

/** The table with the columns that can be copied: generated ones are computed. */
async function target(client, table) {
  const { rows } = await client.query(
    `select quote_ident(attname) as name from pg_attribute
     where attrelid = $1::regclass and attnum > 0 and not attisdropped and attgenerated = ''`,
    [table],
  );
  return `${table} (${rows.map(({ name }) => name)})`;
}

async function empty(client) {
  await client.query(`truncate ${TABLES} cascade`);
  await client.query('checkpoint');
}

async function emptyDatabase(serverUrl) {
  const name = 'claims_bench_import';
  await withClient(serverUrl, async (client) => {
    await client.query(`drop database if exists ${name} with (force)`);
    await client.query(`create database ${name}`);
  });
  return Object.assign(new URL(serverUrl), { pathname: `/${name}` }).href;
}
