import { workloads } from '../load/workloads.mjs';
import { summarize } from './summary.mjs';
import { tableOf } from './table.mjs';

/** Prints what was measured. Gives the exit code. */
export async function report({ measured, notes, titles, statements }) {
  const summary = summarize(measured, statements);
  for (const entry of summary) {
    const { workload, connections, rounds } = entry;
    console.log(
      `\n${workload}: ${workloads[workload].title}; ${connections} connections, ${rounds} rounds\n\n${tableOf(entry, titles)}`,
    );
  }
  for (const note of notes) console.log(`\n${note}`);
  return 0;
}
