import { spread } from '../measure/statistics.mjs';

const FIGURES = ['throughput', 'p50', 'p99', 'serverCpu', 'databaseCpu', 'resident'];
/** What the others are compared with. */
export const REFERENCES = ['postgraphile', 'bare'];

/**
 * Medians and spreads of each workload by server. Ratios are taken round by round, between shots that lie
 * seconds apart, and not from the medians.
 */
export function summarize(measured, statements = {}) {
  return measured.map(({ name, connections, rounds }) => ({
    workload: name,
    connections,
    rounds: rounds.length,
    servers: Object.fromEntries(
      Object.keys(rounds[0] ?? {})
        .sort()
        .map((server) => [
          server,
          { ...figuresOf(rounds, server), statements: statements[server]?.[name] ?? null },
        ]),
    ),
  }));
}

function figuresOf(rounds, server) {
  const figures = FIGURES.map((figure) => [figure, spread(rounds.map((shots) => shots[server][figure]))]);
  const ratios = REFERENCES.filter((reference) => rounds[0][reference] && reference !== server).map(
    (reference) => [
      reference,
      spread(rounds.map((shots) => shots[server].throughput / shots[reference].throughput)),
    ],
  );
  return { ...Object.fromEntries(figures), ratios: Object.fromEntries(ratios) };
}
