import { gatewayOf } from './goals.mjs';

/** A ratio may fall by this share before a run fails. */
const TOLERANCE = 0.15;

/** Names of the gateway's ratios that have fallen too far since the committed run. */
export function fallenRatios(committed, fresh) {
  const misses = [];
  for (const entry of fresh) {
    const { workload, connections } = entry;
    const before = committed.find((one) => one.workload === workload && one.connections === connections);
    const now = gatewayOf(entry);
    const then = before && gatewayOf(before);
    if (!now || !then) continue;
    for (const [reference, { median }] of Object.entries(then.ratios)) {
      const ratio = now.ratios[reference]?.median;
      if (ratio === undefined || ratio >= median * (1 - TOLERANCE)) continue;
      misses.push(
        `${workload} at ${connections} connections: ${ratio} of ${reference}, which was ${median} (-${Math.round((1 - ratio / median) * 100)} %)`,
      );
    }
  }
  return misses;
}
