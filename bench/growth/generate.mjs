/**
 * Makes a database of products, claims, assignments and history, through COPY.
 *   node growth/generate.mjs postgres://…/growth_small 10000
 * The database is dropped when it exists.
 */
import { once } from 'node:events';
import { finished } from 'node:stream/promises';
import pg from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import { Catalogue } from './catalogue.mjs';
import { Certifications } from './certifications.mjs';
import { createClient, Database, migrate } from './gateway.mjs';

const [url, products] = [process.argv[2], Number(process.argv[3])];
if (!url || !products) throw new Error('Usage: node growth/generate.mjs URL NUMBER_OF_PRODUCTS');

/** Events of the product with the longest history, beside one for each assignment. */
const LONG_HISTORY = 0.26;

const name = new URL(url).pathname.slice(1);
const catalogue = new Catalogue(products);
const certifications = new Certifications(catalogue);

await recreate();
const database = await Database.open({ url, poolSize: 2, warn: console.warn });
await migrate(database);
await database.close();

const client = createClient(url);
await client.connect();
// The rows refer to each other by construction; indexes are faster to build than to extend.
await client.query(`set session_replication_role = replica; set maintenance_work_mem = '1GB';
  set synchronous_commit = off; set timezone = 'UTC'`);
const { rows: indexes } = await client.query(`select c.relname as name, pg_get_indexdef(c.oid) as definition
  from pg_index i join pg_class c on c.oid = i.indexrelid
  where not i.indisunique and i.indrelid in
    ('product'::regclass, 'claim_assignment'::regclass, 'claim_assignment_event'::regclass,
      'certification_assignment'::regclass, 'certification_assignment_event'::regclass)`);
for (const index of indexes) await client.query(`drop index ${index.name}`);

await copy('organization (id, name)', function* () {
  for (const [i, id] of catalogue.organizations.entries()) yield [id, `Organization ${i}`];
});
await copy('claim (id, code, label, category)', function* () {
  for (const [i, { id, code, category }] of catalogue.claims.entries()) {
    yield [id, code, `Label ${(i * 373) % 500} of ${code}`, category];
  }
});
await copy('product (gtin, organization_id, name, brand, created_at)', function* () {
  for (let place = 0; place < products; place++) {
    const { gtin, organization, name, brand, createdAt } = catalogue.product(place);
    yield [gtin, organization, name, brand, time(createdAt)];
  }
});
await copy(
  `claim_assignment (gtin, claim_id, source, valid_from, expiration_date, evidence_url, metadata, created_at,
    updated_at)`,
  function* () {
    for (let place = 0; place < products; place++) {
      const gtin = catalogue.gtin(place);
      for (const { claim, source, from, to, evidence, at } of catalogue.assignments(place)) {
        const proof = evidence ? `https://evidence.example/${gtin}` : '';
        const metadata = evidence ? `{"certificate": "${gtin}-${claim.code}"}` : '{}';
        yield [gtin, claim.id, source, from, to, proof, metadata, time(at), time(at)];
      }
    }
  },
);
await copy(
  'claim_assignment_event (gtin, id, claim_id, at, action, organization_id, actor, changes)',
  events,
);
await copy('certification_body (id, name)', function* () {
  for (const { id, name: bodyName } of certifications.bodies) yield [id, bodyName];
});
await copy('certification (id, organization_id, code, label, certification_body_id)', function* () {
  for (const { id, organization, code, label, body } of certifications.all) {
    yield [id, organization, code, label, body];
  }
});
await copy(
  `certification_assignment (gtin, certification_id, valid_from, expiration_date, certificate_number,
    verification_status, certificate_countries, created_at, updated_at)`,
  function* () {
    for (let place = 0; place < products; place++) {
      const gtin = catalogue.gtin(place);
      for (const { certification, from, to, number, status, at } of certifications.assignments(place)) {
        yield [gtin, certification.id, from, to, number, status, '{DE,FR}', time(at), time(at)];
      }
    }
  },
);
await copy(
  'certification_assignment_event (gtin, id, certification_id, at, action, organization_id, actor, changes)',
  certificationEvents,
);

for (const index of indexes) {
  const start = performance.now();
  await client.query(index.definition);
  report(index.name, start);
}
const start = performance.now();
await client.query('vacuum (analyze)');
report('vacuum (analyze)', start);
await client.query('checkpoint');
const { rows } = await client.query(`select pg_size_pretty(pg_database_size(current_database())) as size,
  (select count(*) from product) as products, (select count(*) from claim_assignment) as assignments,
  (select count(*) from claim_assignment_event) as events,
  (select count(*) from certification_assignment) as certification_assignments,
  (select count(*) from certification_assignment_event) as certification_events`);
console.log(rows[0]);
await client.end();

/** One event for each assignment, and a long history of the first product's first claim. */
function* events() {
  const assigned = '[{"field": "source", "before": null, "after": "BRAND_SELF_DECLARED"}]';
  const updated = '[{"field": "evidenceNote", "before": null, "after": "Seen."}]';
  for (let place = 0; place < products; place++) {
    const gtin = catalogue.gtin(place);
    const { organization } = catalogue.companies[catalogue.companyOf[place]];
    for (const { claim, at, eventId } of catalogue.assignments(place)) {
      yield [gtin, eventId, claim.id, time(at), 'ASSIGNED', organization, 'import', assigned];
    }
  }
  const place = catalogue.counts.indexOf(150);
  const { organization } = catalogue.companies[catalogue.companyOf[place]];
  const [{ claim, at }] = catalogue.assignments(place);
  for (const [id, later] of longHistory(at)) {
    yield [catalogue.gtin(place), id, claim.id, time(later), 'UPDATED', organization, 'import', updated];
  }
}

/** The same of certifications: of the product that holds most, and its first one. */
function* certificationEvents() {
  const assigned = '[{"field": "verificationStatus", "before": null, "after": "unverified"}]';
  const updated = '[{"field": "scope", "before": null, "after": "Packing."}]';
  for (let place = 0; place < products; place++) {
    const gtin = catalogue.gtin(place);
    const { organization } = catalogue.companies[catalogue.companyOf[place]];
    for (const { certification, at, eventId } of certifications.assignments(place)) {
      yield [gtin, eventId, certification.id, time(at), 'ASSIGNED', organization, 'import', assigned];
    }
  }
  const place = certifications.longest;
  const { organization } = catalogue.companies[catalogue.companyOf[place]];
  const [{ certification, at }] = certifications.assignments(place);
  for (const [id, later] of longHistory(at)) {
    const gtin = catalogue.gtin(place);
    yield [gtin, id, certification.id, time(later), 'UPDATED', organization, 'import', updated];
  }
}

/** Ids and times of the events of a long history that begins after `at`. */
function* longHistory(at) {
  for (let i = 1; i <= products * LONG_HISTORY; i++) {
    const later = at + i * 1_000;
    const hex = later.toString(16).padStart(12, '0');
    yield [`${hex.replace(/(.{8})/, '$1-')}-7000-8000-000000000000`, later];
  }
}

async function recreate() {
  const administrator = createClient(Object.assign(new URL(url), { pathname: '/postgres' }).href);
  await administrator.connect();
  await administrator.query(`drop database if exists ${pg.escapeIdentifier(name)} with (force)`);
  await administrator.query(`create database ${pg.escapeIdentifier(name)}`);
  await administrator.end();
}

/** Streams rows into a table; null is COPY's `\N`, and no text holds what COPY would read otherwise. */
async function copy(target, rows) {
  const start = performance.now();
  const stream = client.query(copyFrom(`copy ${target} from stdin`));
  let text = '';
  for (const row of rows()) {
    text += `${row.map((value) => value ?? '\\N').join('\t')}\n`;
    if (text.length < 262_144) continue;
    if (!stream.write(text)) await once(stream, 'drain');
    text = '';
  }
  stream.end(text);
  await finished(stream);
  report(target.split(' ')[0], start);
}

function time(milliseconds) {
  return new Date(milliseconds).toISOString();
}

function report(what, start) {
  console.log(`${what}: ${((performance.now() - start) / 1_000).toFixed(1)} s`);
}
