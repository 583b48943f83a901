import { knowsWorkload, shootPgbench } from '../load/pgbench.mjs';
import { workloads } from '../load/workloads.mjs';
import { lineUp } from './contenders.mjs';
import { cores } from './cores.mjs';
import { shoot, WARM_UP } from './shot.mjs';

/** Connections at which everything is measured; at others, the servers' order is known from less. */
export const MAIN_CONNECTIONS = 16;
const OTHER_ROUNDS = 5;
const OTHER_WORKLOADS = ['a', 'b', 'd', 'g'];

/** How often and how long is measured. */
export const runOf = ({ rounds, seconds }) => ({
  rounds,
  seconds,
  warmUp: WARM_UP,
  otherRounds: Math.min(OTHER_ROUNDS, rounds),
});

/**
 * Measures every workload at every number of connections, the servers in turn and in a new order each round.
 * @returns {Promise<{ name, connections, rounds: Record<string, object>[] }[]>} shots by server, for each round
 */
export async function measureAll(started, options, { client, expected, pairs, url, log }) {
  const measured = [];
  for (const connections of options.connections) {
    const isMain = connections === MAIN_CONNECTIONS || options.connections.length === 1;
    for (const name of options.workloads) {
      if (!isMain && !OTHER_WORKLOADS.includes(name)) continue;
      const contenders = await lineUp(started.contenders, name, workloads[name]);
      if (started.pgbench && knowsWorkload(workloads[name]) && !workloads[name].redis) {
        contenders.push({ peer: { name: 'pgbench' } });
      }
      const rounds = [];
      for (let round = 0; round < (isMain ? options.rounds : runOf(options).otherRounds); round++) {
        const shots = {};
        for (const contender of shuffled(contenders)) {
          const how = {
            client,
            expected,
            pairs,
            url,
            connections,
            round,
            seconds: options.seconds,
            core: cores.load,
          };
          shots[contender.peer.name] =
            contender.peer.name === 'pgbench'
              ? await shootPgbench(started.pgbench, workloads[name], how)
              : await shoot(contender, workloads[name], how);
        }
        rounds.push(shots);
        log(progress(name, connections, round, shots));
      }
      measured.push({ name, connections, rounds });
    }
  }
  return { measured };
}

function progress(name, connections, round, shots) {
  const figures = Object.entries(shots).map(
    ([server, { throughput }]) => `${server} ${throughput.toFixed(0)}`,
  );
  return `${name} at ${connections}, round ${round + 1}: ${figures.sort().join(', ')}`;
}

/** The items in another order. */
export function shuffled(items) {
  const order = [...items];
  for (let i = order.length - 1; i > 0; i--) {
    const j = Math.floor(Math.random() * (i + 1));
    [order[i], order[j]] = [order[j], order[i]];
  }
  return order;
}
