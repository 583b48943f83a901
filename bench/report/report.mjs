import { ROOT } from '../database/gateway-build.mjs';
import { workloads } from '../load/workloads.mjs';
import { fallenRatios } from './check.mjs';
import { readResults, writeResults } from './files.mjs';
import { counted } from './markdown.mjs';
import { ratioTableOf } from './ratio-table.mjs';
import { summarize } from './summary.mjs';
import { tableOf } from './table.mjs';

/** Prints what was measured, and writes it or compares it with what was committed. Gives the exit code. */
export async function report({ measured, statements, ...about }, options) {
  const summary = summarize(measured, statements);
  for (const entry of summary) {
    const { workload, connections, rounds } = entry;
    console.log(
      `\n${workload}: ${workloads[workload].title}; ${counted(connections, 'connection')}, ${counted(rounds, 'round')}\n`,
    );
    console.log(`${tableOf(entry, about.titles)}\n\n${ratioTableOf(entry, about.titles)}`);
  }
  for (const note of about.notes) console.log(`\n${note}`);
  if (options.check) return check(summary);

  const folder = options.out ?? ROOT;
  if (!options.complete && options.out === undefined) {
    console.log('\nA part of the bench: nothing is written without --out.');
    return 0;
  }
  const { memory, attacks } = (await readResults(folder)) ?? {};
  const date = new Date().toISOString().slice(0, 10);
  await writeResults(folder, { date, ...about, summary, memory, attacks });
  console.log(`\nWritten: docs/performance.md and bench/results.json below ${folder}`);
  return 0;
}

async function check(summary) {
  const committed = await readResults(ROOT);
  if (!committed)
    throw new Error('There are no committed results to compare with: run the bench without --check.');
  const misses = fallenRatios(committed.summary, summary);
  for (const miss of misses) console.error(`SLOWER: ${miss}`);
  if (misses.length === 0) console.log('\nNo ratio has fallen by more than 15 %.');
  return misses.length > 0 ? 1 : 0;
}
