import { resolve } from 'node:path';
import { pinned, run } from '../measure/processes.mjs';

const SCRIPT = resolve(import.meta.dirname, 'wrk.lua');

/** Throws when the load generator is missing, before anything is started for it. */
export async function requireWrk() {
  await run(['sh', '-c', 'command -v wrk && command -v taskset'], { timeout: 10_000 }).catch(() => {
    throw new Error('The load generator is missing: install wrk (Debian: apt-get install wrk util-linux).');
  });
}

/**
 * Puts a server under load.
 * @param {{ port, plan, connections, seconds, firstPair, place, core }} shot
 * @returns {Promise<{ requests, microseconds, fresh, p50, p99, lost, refused }>} times in microseconds;
 *   `lost`: requests without an answer; `refused`: answers of 400 and above; `fresh`: pairs that were asked for
 */
export async function wrk({ port, plan, connections, seconds, firstPair, place, core }) {
  const command = pinned(core, [
    ...['wrk', '-t1', `-c${connections}`, `-d${seconds}s`, '--timeout', '10s', '-s', SCRIPT],
    ...[`http://127.0.0.1:${port}`, '--', plan, String(firstPair), String(place)],
  ]);
  const output = await run(command, { timeout: (seconds + 30) * 1_000 });
  const line = output.split('\n').find((text) => text.startsWith('RESULT '));
  if (!line) throw new Error(`wrk has not reported: ${output}`);
  return JSON.parse(line.slice('RESULT '.length));
}
