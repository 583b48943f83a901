import { mkdir } from 'node:fs/promises';
import { resolve } from 'node:path';
import { DATA } from '../database/server.mjs';
import { writePlan } from '../load/plan.mjs';
import { canServe } from '../load/workloads.mjs';
import { walkPages } from './answers.mjs';
import { Asker } from './ask.mjs';
import { freePort, startServer } from './processes.mjs';

/** Connections that each server may open to the database. */
export const POOL_SIZE = 10;

/** Starts a server and gets ready to ask it. */
export async function startContender(peer, { url, core }) {
  await mkdir(resolve(DATA, 'logs'), { recursive: true });
  const port = await freePort();
  const server = await startServer([process.execPath, ...peer.command], {
    port,
    core,
    environment: { DATABASE_URL: url, POOL_SIZE: String(POOL_SIZE), ...peer.environment },
    log: resolve(DATA, 'logs', `${peer.name}.log`),
  });
  const asker = new Asker(port);
  try {
    const cursors = await walkPages(peer, asker);
    return { peer, process: server, asker, cursors, stop: () => stop(server, asker) };
  } catch (error) {
    await stop(server, asker);
    throw error;
  }
}

async function stop(server, asker) {
  asker.close();
  await server.stop();
}

/** The contenders that take part in a workload, each with its plan for the load generator. */
export async function lineUp(contenders, name, workload) {
  await mkdir(resolve(DATA, 'plans'), { recursive: true });
  const taking = contenders.filter(({ peer }) => takesPart(peer, workload));
  return Promise.all(
    taking.map(async (contender) => {
      const file = resolve(DATA, 'plans', `${contender.peer.name}-${name}.lua`);
      const host = `127.0.0.1:${contender.process.port}`;
      await writePlan(file, contender.peer, workload, contender.cursors, host);
      return { ...contender, plan: { file } };
    }),
  );
}

/** Quotas in Redis are the gateway's alone. PostGraphile is asked the same without any, for the ratio. */
function takesPart(peer, workload) {
  if (workload.redis) return ['gateway-redis', 'postgraphile'].includes(peer.name);
  return peer.name !== 'gateway-redis' && canServe(peer, workload);
}
