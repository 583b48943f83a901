import { mkdir, readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { DATA } from '../database/server.mjs';
import { POOL_SIZE } from '../measure/contenders.mjs';
import { Inspector } from '../measure/inspector.mjs';
import { freePort, startServer } from '../measure/processes.mjs';
import { HEAP_FLAGS } from '../servers/gateway/peer.mjs';

const PROBE = pathToFileURL(resolve(import.meta.dirname, 'probe.mjs')).href;
const READ_PROBE = `globalThis[Symbol.for('claims-gateway.probe')]()`;
const READY_TIMEOUT_MS = 30_000;
const SAMPLING_MS = 200;

/**
 * Starts the gateway as in production (docs/operations.md, "Memory"), with introspection open to all, so that
 * attacks without a credential have something to ask for.
 */
export async function startAttacked({ folder, url, name }) {
  await mkdir(resolve(DATA, 'logs'), { recursive: true });
  const [port, inspectorPort] = [await freePort(), await freePort()];
  const flags = [...HEAP_FLAGS, `--inspect=127.0.0.1:${inspectorPort}`, '--import', PROBE];
  const server = await startServer([process.execPath, ...flags, `${folder}/dist/cli/claims.js`, 'serve'], {
    port,
    environment: {
      DATABASE_URL: url,
      DATABASE_POOL_SIZE: String(POOL_SIZE),
      LOG_FORMAT: 'json',
      LOG_REQUESTS: 'false',
      GRAPHQL_INTROSPECTION: 'public',
    },
    log: resolve(DATA, 'logs', `attack-${name}.log`),
  });
  try {
    await ready(port);
    return new AttackedGateway(server, await Inspector.open(inspectorPort));
  } catch (error) {
    await server.stop();
    throw error;
  }
}

async function ready(port) {
  const deadline = Date.now() + READY_TIMEOUT_MS;
  for (;;) {
    const answer = await fetch(`http://127.0.0.1:${port}/readyz`).catch(() => undefined);
    if (answer?.ok) return;
    if (Date.now() > deadline) throw new Error('The gateway is not ready.');
    await sleep(100);
  }
}

/** A running gateway with its figures. */
class AttackedGateway {
  #peak = 0;
  #server;
  #inspector;
  #sampling;

  constructor(server, inspector) {
    this.#server = server;
    this.#inspector = inspector;
    this.#sampling = setInterval(() => this.peak(), SAMPLING_MS);
  }

  get port() {
    return this.#server.port;
  }

  /** Whether the process still runs. */
  get alive() {
    try {
      return process.kill(this.#server.pid, 0);
    } catch {
      return false;
    }
  }

  /** CPU milliseconds and ticks of the probe since the start, and the longest pauses since the previous call. */
  async figures() {
    const options = { expression: READ_PROBE, returnByValue: true };
    return (await this.#inspector.call('Runtime.evaluate', options)).result.value;
  }

  /** Resident memory now, in bytes; 0 when the process has ended. */
  async resident() {
    return (await this.#memory('VmRSS')) ?? 0;
  }

  async stop() {
    clearInterval(this.#sampling);
    this.#inspector.close();
    await this.#server.stop();
  }

  /** Maximum resident memory in bytes so far; the last value that was read when the process has ended. */
  async peak() {
    this.#peak = (await this.#memory('VmHWM')) ?? this.#peak;
    return this.#peak;
  }

  async #memory(name) {
    const status = await readFile(`/proc/${this.#server.pid}/status`, 'utf8').catch(() => '');
    const found = new RegExp(`^${name}:\\s+(\\d+) kB`, 'm').exec(status);
    return found ? Number(found[1]) * 1024 : undefined;
  }
}
