import { spread } from '../measure/statistics.mjs';
import { markdownTable } from '../report/markdown.mjs';
import { ONE } from './contenders.mjs';

const shown = (figure, digits) =>
  figure
    ? `${figure.median.toFixed(digits)} (${figure.min.toFixed(digits)}–${figure.max.toFixed(digits)})`
    : '';

/** The shots of one workload, one server in each line. */
export function tableOf(peers, rounds) {
  const lines = peers.map(({ name, title }) => {
    const of = (value) => spread(rounds.map((shots) => value(shots[name], shots)));
    return [
      title,
      shown(
        of(({ throughput }) => throughput),
        0,
      ),
      shown(
        of(({ throughput }, shots) => throughput / shots[ONE].throughput),
        2,
      ),
      shown(
        of(({ throughput }, shots) => throughput / shots.postgraphile.throughput),
        2,
      ),
      shown(
        of(({ p50 }) => p50),
        1,
      ),
      shown(
        of(({ p99 }) => p99),
        1,
      ),
      shown(
        of(({ serverCpu }) => serverCpu),
        3,
      ),
      shown(
        of(({ databaseCpu }) => databaseCpu),
        3,
      ),
      shown(
        of(({ resident }) => resident / 1024 / 1024),
        0,
      ),
    ];
  });
  const heading = ['server', 'requests/s', 'to 1 process', 'to PostGraphile', 'p50 ms', 'p99 ms'];
  return markdownTable([...heading, 'server CPU s', 'database CPU s', 'resident MB'], lines);
}
