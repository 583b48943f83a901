import { workloads } from '../load/workloads.mjs';
import { attacksSection } from './attacks-section.mjs';
import { goalRows } from './goals.mjs';
import { counted } from './markdown.mjs';
import { memorySection } from './memory-section.mjs';
import { ratioTableOf } from './ratio-table.mjs';
import { tableOf } from './table.mjs';

/** `docs/performance.md`, from the results of a run. Text behind the mark at its end is kept as it is. */
export function performanceDocument(results, notes) {
  const { machine, versions, options, summary, titles } = results;
  const versionList = Object.entries({ ...machine.packages, ...versions })
    .map(([name, version]) => `${name} ${version}`)
    .join(', ');
  const settings = Object.entries(machine.settings).map(([name, value]) => `\`${name}\` ${value}`);
  return `# Performance

Written by \`npm run bench\` from \`bench/results.json\` (${results.date}). How it measures: \`docs/adr/0018-bench.md\`.

- Machine: ${machine.processor}, ${machine.memory}, ${machine.system}
- Node.js ${machine.node}, PostgreSQL ${machine.postgresql} (${settings.join(', ')})
- ${versionList}
- ${counted(options.rounds, 'round')} of ${options.seconds} s at 16 connections, ${options.otherRounds} at others, after ${options.warmUp.later} s of warm-up each
  (${options.warmUp.first} s in the first, ${options.warmUp.cold} s for a server that was never under load); the servers in turn, in a
  new order each round. ${placement(machine)}
- Database: 100,000 products, 500 claims, 500,000 assignments. Every server has ${options.poolSize} connections to it.
${results.notes.map((note) => `- ${note}\n`).join('')}
The gateway runs as in production: it asks for an API key, counts quotas (which are not reached), checks inputs, limits
operations and writes history. No other server does any of these. The limit is the bare \`node:http\` server, which lets
PostgreSQL write the JSON; pgbench sends the same statements without any server.

## Goals

At 16 connections, medians of the ratios of each round; the goal in parentheses.

${goalTable(summary)}

${memorySection(results.memory)}${attacksSection(results.attacks)}## Workloads

Medians, the lowest and the highest round in parentheses. CPU seconds are for 1,000 requests. Statements are those of
one request. Resident memory is that of the server at the end of a shot. The second table has every figure as a multiple of
PostGraphile's and of the limit's: requests as medians of each round's ratios, the others of the medians.

${summary.map((entry) => section(entry, titles)).join('\n')}
${NOTES_MARK}
${notes}`;
}

export const NOTES_MARK = '<!-- From here on written by hand; kept by the bench. -->';

function placement({ processor }) {
  return processor.endsWith(' 1 cores')
    ? 'Everything shares one core.'
    : 'The server has the first core, wrk the second one; PostgreSQL runs on either.';
}

function goalTable(summary) {
  const shown = ([value, goal], sign) =>
    value === undefined ? '' : `${value.toFixed(2)}${goal === undefined ? '' : ` (${sign} ${goal})`}`;
  const lines = goalRows(summary).map((row) => {
    const theirs = row.p99[1] === undefined ? '' : ` (≤ ${row.p99[1].toFixed(2)})`;
    const cells = [
      `${row.workload}: ${workloads[row.workload].title}`,
      shown(row.toPostgraphile, '≥'),
      shown(row.toBare, '≥'),
      `${row.p99[0].toFixed(2)}${theirs}`,
      row.reached ? 'yes' : '**no**',
    ];
    return `| ${cells.join(' | ')} |`;
  });
  const heading = '| workload | to PostGraphile | to the limit | p99 ms (PostGraphile) | reached |';
  return [heading, '| --- | --: | --: | --: | --- |', ...lines].join('\n');
}

function section(entry, titles) {
  const { workload, connections, rounds } = entry;
  const { title } = workloads[workload];
  return `### ${workload}: ${title}, ${counted(connections, 'connection')}, ${counted(rounds, 'round')}

${tableOf(entry, titles)}

${ratioTableOf(entry, titles)}
`;
}
