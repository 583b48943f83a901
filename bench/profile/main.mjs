/**
 * `npm run bench:profile -- a`: where the gateway's processor time goes under a workload, by package and by
 * function; the whole profile is written for a browser's developer tools.
 */
import { writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { DATA } from '../database/server.mjs';
import { workloads } from '../load/workloads.mjs';
import { wrk } from '../load/wrk.mjs';
import { cores } from '../measure/cores.mjs';
import { Inspector } from '../measure/inspector.mjs';
import { freePort } from '../measure/processes.mjs';
import { withGateway } from '../measure/session.mjs';
import { selfTimes } from './self-times.mjs';

const WARM_UP_SECONDS = 3;
const FUNCTIONS = 40;

const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    seconds: { type: 'string', default: '5' },
    connections: { type: 'string', default: '16' },
    database: { type: 'string' },
    gateway: { type: 'string' },
  },
});
const [workload = 'a'] = positionals;
if (!workloads[workload] || workloads[workload].redis)
  throw new Error(`There is no workload ${workload} to profile.`);

const port = await freePort();
const { profile, requests } = await withGateway(
  { ...options, workload, flags: [`--inspect=127.0.0.1:${port}`] },
  async ({ contender }) => {
    const shot = {
      port: contender.process.port,
      plan: contender.plan.file,
      connections: Number(options.connections),
      place: 0,
      core: cores.load,
    };
    const { fresh } = await wrk({ ...shot, seconds: WARM_UP_SECONDS, firstPair: 0 });
    const inspector = await Inspector.open(port);
    await inspector.call('Profiler.enable');
    await inspector.call('Profiler.setSamplingInterval', { interval: 500 });
    await inspector.call('Profiler.start');
    const result = await wrk({ ...shot, seconds: Number(options.seconds), firstPair: fresh });
    const answer = await inspector.call('Profiler.stop');
    inspector.close();
    return { profile: answer.profile, requests: result.requests };
  },
);
const file = resolve(DATA, `${workload}.cpuprofile`);
await writeFile(file, JSON.stringify(profile));

const { busy, byPackage, byFunction } = selfTimes(profile);
console.log(`${requests} requests, ${(busy / requests).toFixed(0)} µs of processor time each\n`);
print('package', byPackage);
print('function', byFunction.slice(0, FUNCTIONS));
console.log(`Written: ${file}`);

function print(title, times) {
  console.log(`   self  µs/request  ${title}`);
  for (const [name, time] of times) {
    const share = `${((time / busy) * 100).toFixed(1)} %`;
    console.log(`${share.padStart(7)}  ${(time / requests).toFixed(2).padStart(10)}  ${name}`);
  }
  console.log('');
}
