import { markdownTable } from './markdown.mjs';

const megabytes = (bytes) => bytes / 1024 / 1024;

/** The columns of the table of one workload: heading, digits, how a server's figure is found. */
const columns = [
  ['requests/s', 0, ({ throughput }) => throughput],
  ['to PostGraphile', 2, ({ ratios }) => ratios.postgraphile],
  ['to the limit', 2, ({ ratios }) => ratios.bare],
  ['p50 ms', 2, ({ p50 }) => p50],
  ['p99 ms', 2, ({ p99 }) => p99],
  ['statements', 1, ({ statements }) => only(statements)],
  ['server CPU s', 3, ({ serverCpu }) => serverCpu],
  ['database CPU s', 3, ({ databaseCpu }) => databaseCpu],
  ['resident MB', 0, ({ resident }) => resident && mapped(resident, megabytes)],
];

/** One workload as a Markdown table: medians, with the lowest and highest behind them. */
export function tableOf({ servers }, titles) {
  const used = columns.filter(([, , find]) => Object.values(servers).some((server) => find(server)));
  const heading = ['server', ...used.map(([title]) => title)];
  const lines = Object.entries(servers)
    .sort(([, a], [, b]) => b.throughput.median - a.throughput.median)
    .map(([name, server]) => [
      titles[name] ?? name,
      ...used.map(([, digits, find]) => cell(find(server), digits)),
    ]);
  return markdownTable(heading, lines);
}

function cell(figure, digits) {
  if (!figure) return '';
  const show = (number) =>
    number.toLocaleString('en', { minimumFractionDigits: digits, maximumFractionDigits: digits });
  const { median, min, max } = figure;
  return min === max ? show(median) : `${show(median)} (${show(min)}–${show(max)})`;
}

const mapped = (figure, map) =>
  Object.fromEntries(Object.entries(figure).map(([key, value]) => [key, map(value)]));

/** A figure that was counted once. */
const only = (value) => (value === null ? null : { median: value, min: value, max: value });
