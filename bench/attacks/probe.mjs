/**
 * Loaded into the server by `--import`: measures CPU time and pauses of the event loop from the inside. The
 * inspector reads it by the expression `READ_PROBE`.
 */
const INTERVAL_MS = 5;

const read = () => {
  const { user, system } = process.cpuUsage();
  return { at: performance.now(), cpu: (user + system) / 1_000 };
};

let last = read();
let pauses = { wall: 0, busy: 0 };

function tick() {
  const now = read();
  const wall = now.at - last.at - INTERVAL_MS;
  // While other programs have the processor, the process runs for less than the pause takes.
  const busy = Math.min(wall, now.cpu - last.cpu);
  pauses = { wall: Math.max(pauses.wall, wall), busy: Math.max(pauses.busy, busy) };
  last = now;
}

setInterval(tick, INTERVAL_MS).unref();

globalThis[Symbol.for('claims-gateway.probe')] = () => {
  tick();
  const { wall, busy } = pauses;
  pauses = { wall: 0, busy: 0 };
  return { cpu: last.cpu, wall, busy };
};
