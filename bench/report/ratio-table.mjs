import { markdownTable } from './markdown.mjs';
import { REFERENCES } from './summary.mjs';

/** The columns: heading, how a server's figure is found. */
const columns = [
  ['requests/s', ({ throughput }) => throughput?.median],
  ['p50', ({ p50 }) => p50?.median],
  ['p99', ({ p99 }) => p99?.median],
  ['statements', ({ statements }) => statements],
  ['server CPU', ({ serverCpu }) => serverCpu?.median],
  ['database CPU', ({ databaseCpu }) => databaseCpu?.median],
  ['resident', ({ resident }) => resident?.median],
];

/**
 * Every figure of one workload as a multiple of PostGraphile's and of the limit's, where both took part. Requests
 * a second are compared round by round, the others by their medians.
 */
export function ratioTableOf({ servers }, titles) {
  const references = REFERENCES.filter((reference) => servers[reference]);
  const lines = Object.entries(servers)
    .sort(([, a], [, b]) => b.throughput.median - a.throughput.median)
    .map(([name, server]) => [
      titles[name] ?? name,
      ...columns.map(([title, find]) =>
        references.map((reference) => cell(ratio(title, find, server, servers, reference))).join(' / '),
      ),
    ]);
  return markdownTable(
    [
      `to ${references.map((name) => titles[name] ?? name).join(' / to ')}`,
      ...columns.map(([title]) => title),
    ],
    lines,
  );
}

function ratio(title, find, server, servers, reference) {
  if (server === servers[reference]) return 1;
  const ofRounds = title === 'requests/s' ? server.ratios[reference]?.median : undefined;
  const [own, theirs] = [find(server), find(servers[reference])];
  return ofRounds ?? (own && theirs ? own / theirs : undefined);
}

const cell = (value) => (value === undefined ? '–' : value.toFixed(2));
