// A gateway for clients: `claims serve` on an embedded database with its demo. Needs `npm run build` of the service.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const claims = fileURLToPath(new URL('../../dist/cli/claims.js', import.meta.url));

/** A product of the demo, which its key may change. */
export const GTIN = '09520000000011';

/** Starts a gateway with these settings. Its log is shown if it does not start. */
export async function startGateway(settings = {}) {
  const folder = await mkdtemp(join(tmpdir(), 'claims-clients-'));
  const serve = spawn(process.execPath, [claims, 'serve'], {
    env: {
      PATH: process.env.PATH,
      DATA_DIR: folder,
      PORT: '0',
      LOG_FORMAT: 'json',
      SHUTDOWN_GRACE: '0',
      ...settings,
    },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const ended = once(serve, 'exit');
  const close = async () => {
    serve.kill();
    await ended;
    await rm(folder, { recursive: true, force: true });
  };
  const log = [];
  for await (const line of createInterface(serve.stderr)) {
    log.push(line);
    const url = /listening at (http:[^"]+)/.exec(line)?.[1];
    if (!url) continue;
    serve.stderr.resume();
    return { url: `${url}/graphql`, key: (await readFile(join(folder, 'demo-key'), 'utf8')).trim(), close };
  }
  await close();
  throw new Error(`The gateway did not start:\n${log.join('\n')}`);
}

/** Sends one operation and returns the whole answer. */
export async function ask({ url, key }, query, variables) {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-api-key': key },
    body: JSON.stringify({ query, variables }),
  });
  return response.json();
}
