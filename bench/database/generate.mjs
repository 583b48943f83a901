import pg from 'pg';
import { CATEGORIES, CLAIMS, CLAIMS_PER_PRODUCT, ORGANIZATION, PRODUCTS } from './catalogue.mjs';

/** The database of the bench, and a small one for what does not depend on size. */
export const LARGE = { name: 'claims_bench', products: PRODUCTS };
export const SMALL = { name: 'claims_bench_small', products: 1_800 };

/** Changes with what is generated, so that a database of another making is not taken for ours. */
const markOf = ({ products }) => `claims-gateway bench 1: ${products} products`;

/** Everything is older than any row that a run writes. */
export const GENERATED_AT = '2025-01-01T00:00:00Z';

/**
 * Makes the bench's database on a server, or finds the one that an earlier run made.
 * @param {string} server URL of any database of the server
 * @param {{ Database, migrate }} gateway parts of the gateway's build, for its schema
 * @returns {Promise<string>} URL of the database
 */
export async function ensureDatabase(server, gateway, { size = LARGE, log }) {
  const { name } = size;
  const url = Object.assign(new URL(server), { pathname: `/${name}` }).href;
  if (await isOurs(server, size)) {
    await migrate(url, gateway);
    return url;
  }
  log(`making the database ${name} of ${size.products} products`);
  await withClient(server, async (client) => {
    await client.query(`drop database if exists ${name} with (force)`);
    await client.query(`create database ${name}`);
  });
  await migrate(url, gateway);
  await withClient(url, (client) => fill(client, size));
  return url;
}

async function isOurs(server, size) {
  return withClient(server, async (client) => {
    const { rows } = await client.query(
      `select shobj_description(oid, 'pg_database') as mark from pg_database where datname = $1`,
      [size.name],
    );
    return rows[0]?.mark === markOf(size);
  });
}

async function migrate(url, { Database, migrate: bringUpToDate }) {
  const database = await Database.open({ url, poolSize: 2, warn: console.warn });
  await bringUpToDate(database);
  await database.close();
}

async function fill(client, size) {
  const last = size.products - 1;
  // The rows refer to each other by construction, which need not be checked half a million times.
  await client.query('set session_replication_role = replica').catch(() => {});
  await client.query(`set synchronous_commit = off`);
  await client.query(`insert into organization (id, name, created_at) values ($1, 'Bench', $2)`, [
    ORGANIZATION,
    GENERATED_AT,
  ]);
  await client.query(
    `insert into claim (id, code, label, category, description, created_at)
     select ('01980000-0000-7000-8000-' || lpad(to_hex(i), 12, '0'))::uuid, 'CLAIM_' || lpad(i::text, 3, '0'),
       'Label of claim ' || i, ($1::text[])[1 + i % 6], 'What claim ' || i || ' says of a product.', $2::timestamptz
     from generate_series(0, ${CLAIMS - 1}) i`,
    [CATEGORIES, GENERATED_AT],
  );
  await client.query(
    `insert into product (gtin, organization_id, name, brand, created_at)
     select '09520000' || lpad((i * 61813::bigint % 1000000)::text, 6, '0'), $1::uuid, 'Product number ' || i,
       'Brand ' || i % 997, $2::timestamptz + i * interval '1 second'
     from generate_series(0, ${last}) i`,
    [ORGANIZATION, GENERATED_AT],
  );
  // One to nine claims a product, five in the mean.
  await client.query(
    `insert into claim_assignment (gtin, claim_id, source, valid_from, created_at, updated_at)
     select '09520000' || lpad((i * 61813::bigint % 1000000)::text, 6, '0'),
       ('01980000-0000-7000-8000-' || lpad(to_hex((i * 31 + j * 61) % ${CLAIMS}), 12, '0'))::uuid,
       case when (i + j) % 4 = 0 then 'THIRD_PARTY_VERIFIED' else 'BRAND_SELF_DECLARED' end,
       case when (i + j) % 3 = 0 then null else date '2025-01-01' + (i + j) % 365 end, $1, $1
     from generate_series(0, ${last}) i, lateral generate_series(0, (i * 7 + 4) % 9) j`,
    [GENERATED_AT],
  );
  await client.query(
    `insert into claim_assignment_event (gtin, claim_id, at, action, organization_id, actor)
     select gtin, claim_id, $2, 'ASSIGNED', $1, 'import' from claim_assignment`,
    [ORGANIZATION, GENERATED_AT],
  );
  const { rows } = await client.query('select count(*)::int as n from claim_assignment');
  if (rows[0].n !== size.products * CLAIMS_PER_PRODUCT)
    throw new Error(`${rows[0].n} assignments were made.`);
  await client.query('vacuum (analyze)');
  await client.query(`comment on database ${size.name} is '${markOf(size)}'`);
}

/** Runs `work` on a connection of its own. */
export async function withClient(url, work) {
  const client = new pg.Client({ connectionString: url, application_name: 'bench' });
  await client.connect();
  try {
    await client.query(`set timezone = 'UTC'`);
    return await work(client);
  } finally {
    await client.end();
  }
}
