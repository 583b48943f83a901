/** Of the profiler's own entries those in which the processor has rested. */
const RESTING = new Set(['(idle)', '(root)']);

/**
 * Microseconds that were spent in functions themselves, without those that they called.
 * @param profile as the inspector gives it
 * @returns {{ busy: number, byPackage: [string, number][], byFunction: [string, number][] }} longest first
 */
export function selfTimes({ nodes, samples, timeDeltas }) {
  const byId = new Map(nodes.map((node) => [node.id, node.callFrame]));
  const packages = new Map();
  const functions = new Map();
  let busy = 0;
  for (const [i, id] of samples.entries()) {
    const frame = byId.get(id);
    if (RESTING.has(frame.functionName)) continue;
    // A delta is the time since the sample before; what runs is that sample's.
    const time = timeDeltas[i + 1] ?? 0;
    busy += time;
    const place = packageOf(frame);
    add(packages, place, time);
    const line = frame.url ? `:${frame.lineNumber + 1}` : '';
    add(functions, `${frame.functionName || '(anonymous)'}  ${place}${fileOf(frame)}${line}`, time);
  }
  return { busy, byPackage: sorted(packages), byFunction: sorted(functions) };
}

function packageOf({ functionName, url }) {
  if (functionName === '(garbage collector)') return 'garbage collector';
  const dependency = url.lastIndexOf('/node_modules/');
  if (dependency >= 0) {
    const [first, second] = url.slice(dependency + '/node_modules/'.length).split('/');
    return first.startsWith('@') ? `${first}/${second}` : first;
  }
  if (url.includes('/dist/')) return 'gateway';
  return url.startsWith('node:') ? 'node' : 'engine';
}

/** The file below its package, short enough to read. */
function fileOf({ url }) {
  if (url.includes('/node_modules/')) return `/${url.split('/').at(-1)}`;
  if (url.includes('/dist/')) return `/${url.slice(url.lastIndexOf('/dist/') + '/dist/'.length)}`;
  return url.startsWith('node:') ? `:${url.slice('node:'.length)}` : '';
}

const add = (times, key, time) => times.set(key, (times.get(key) ?? 0) + time);
const sorted = (times) => [...times].sort(([, a], [, b]) => b - a);
