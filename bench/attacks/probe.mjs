/**
 * Loaded into the server by `--import`: measures CPU time and pauses of the event loop from the inside.
 * `gateway.mjs` reads it by the inspector.
 */
const INTERVAL_MS = 20;

const read = () => {
  const { user, system } = process.cpuUsage();
  return { at: performance.now(), cpu: (user + system) / 1_000 };
};

let last = read();
let ticks = 0;
let pauses = { wall: 0, busy: 0 };

function tick() {
  const now = read();
  const wall = now.at - last.at;
  // While other programs have the processor, the process runs for less than the pause takes.
  const busy = Math.min(wall, now.cpu - last.cpu);
  pauses = {
    wall: Math.max(pauses.wall, wall - INTERVAL_MS),
    busy: Math.max(pauses.busy, busy),
  };
  last = now;
  ticks++;
}

setInterval(tick, INTERVAL_MS).unref();

globalThis[Symbol.for('claims-gateway.probe')] = () => {
  tick();
  const { wall, busy } = pauses;
  pauses = { wall: 0, busy: 0 };
  return { cpu: last.cpu, ticks, wall, busy };
};
