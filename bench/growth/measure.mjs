/**
 * Measures every operation on a small and a large database in turns, looks at the plans on the large one, and
 * ends with code 1 when a lookup or a page misses its bounds, or anything reads a large table whole.
 *   node growth/measure.mjs SMALL_URL LARGE_URL [--plans FILE] [--only PART_OF_A_NAME]
 */
import { writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { assignmentPages, assignmentSearches } from './assignment-lists.mjs';
import { certificationLookups, certificationPages, certificationSearches } from './certification-lists.mjs';
import { race } from './clock.mjs';
import { facetCounts } from './facets.mjs';
import { checkTimeLimit } from './limit.mjs';
import { lookups } from './lookups.mjs';
import { pages } from './pages.mjs';
import { Plans } from './plans.mjs';
import { Sample } from './sample.mjs';
import { searches } from './searches.mjs';

/** How much longer a lookup or a page may take on the large database. */
const MAX = 3;

const { positionals, values: options } = parseArgs({
  allowPositionals: true,
  options: { plans: { type: 'string' }, only: { type: 'string', default: '' } },
});
const [smallUrl, largeUrl] = positionals;
if (!largeUrl) throw new Error('Usage: node growth/measure.mjs SMALL_URL LARGE_URL');

const small = await Sample.open(smallUrl, 10_000);
const large = await Sample.open(largeUrl, 1_000_000);
const plans = await Plans.open(largeUrl);
const planTexts = [];
const misses = [];
let group;
for (const operation of [
  ...lookups,
  ...pages,
  ...assignmentPages,
  ...searches,
  ...assignmentSearches,
  ...certificationLookups,
  ...certificationPages,
  ...certificationSearches,
  ...facetCounts,
]) {
  if (!operation.name.includes(options.only)) continue;
  if (operation.group !== group) heading(operation.group);
  group = operation.group;
  await measure(operation);
}
await checkTimeLimit(large, largeUrl);
await plans.close();
await small.close();
await large.close();
if (options.plans) await writeFile(options.plans, planTexts.join('\n'));
for (const miss of misses) console.error(`MISS: ${miss}`);
process.exitCode = misses.length > 0 ? 1 : 0;

async function measure({ name, isBounded, make }) {
  const operations = [await make(small), await make(large)];
  const [before, after] = await race(operations);
  const { indexes, scans } = await plansOf(name, operations[1]);
  const ratio = before !== null && after !== null ? after / before : null;
  const scanned = scans.map((table) => `**scans ${table}**`);
  const used = [...indexes.map((index) => `\`${index}\``), ...scanned].join(', ');
  console.log(`| ${name} | ${show(before)} | ${show(after)} | ${ratio?.toFixed(2) ?? ''} | ${used} |`);
  for (const table of scans) misses.push(`${name} reads the whole table ${table}.`);
  if (isBounded && (ratio === null || ratio >= MAX))
    misses.push(`${name} takes ${ratio?.toFixed(2)} times as long.`);
}

/** Plans of the statements that one execution sends. */
async function plansOf(name, { before, run, after }) {
  const statements = [];
  await before?.();
  large.database.observer = (statement, values) => statements.push({ statement, values });
  await run().catch(() => {});
  large.database.observer = undefined;
  await after?.();
  const found = { indexes: new Set(), scans: new Set() };
  for (const { statement, values } of statements) {
    const plan = await plans.explain(statement, values);
    for (const index of plan.indexes) found.indexes.add(index);
    for (const table of plan.scans) found.scans.add(table);
    planTexts.push(`## ${name}\n\n${statement.text}\n\n${plan.lines.join('\n')}\n`);
  }
  return { indexes: [...found.indexes], scans: [...found.scans] };
}

function heading(title) {
  console.log(`\n### ${title}\n`);
  console.log('| operation | 10,000 (ms) | 1,000,000 (ms) | ratio | indexes |');
  console.log('|---|--:|--:|--:|---|');
}

function show(time) {
  return time === null ? 'over the limit' : time < 100 ? time.toFixed(2) : time.toFixed(0);
}
