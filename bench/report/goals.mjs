/** What the gateway is to reach: throughput as a multiple of PostGraphile's and of the bare server's. */
export const goals = {
  a: { postgraphile: 1.5, bare: 0.5 },
  b: { postgraphile: 1.5, bare: 1.0 },
  c: { postgraphile: 1.5, bare: 0.5 },
  d: { postgraphile: 1.5, bare: 0.6 },
  e: { postgraphile: 1.5, bare: 0.6 },
  f: { bare: 0.75 },
  g: { postgraphile: 1.5 },
  h: { postgraphile: 1.5 },
  i: { postgraphile: 1.3 },
};

/** The gateway's own figures in a workload, whichever of its configurations took part. */
export const gatewayOf = ({ servers }) => servers.gateway ?? servers['gateway-redis'];

/** Rows of the goals' table: what was to be reached at 16 connections and what was. */
export function goalRows(summary) {
  return summary
    .filter((entry) => entry.connections === 16 && gatewayOf(entry))
    .map((entry) => {
      const { ratios, p99 } = gatewayOf(entry);
      const goal = goals[entry.workload];
      const checks = Object.entries(goal).map(([reference, least]) => [ratios[reference]?.median, least]);
      const theirs = entry.servers.postgraphile?.p99;
      return {
        workload: entry.workload,
        toPostgraphile: [ratios.postgraphile?.median, goal.postgraphile],
        toBare: [ratios.bare?.median, goal.bare],
        p99: [p99.median, theirs?.median],
        reached: checks.every(([ratio, least]) => ratio >= least) && (!theirs || p99.median <= theirs.median),
      };
    });
}
