import { setTimeout as sleep } from 'node:timers/promises';
import { DatabaseCpu } from './database-cpu.mjs';

/** Longer than the gateway's own limit of one statement. */
const IDLE_TIMEOUT_MS = 15_000;
const CALIBRATIONS = 6;
const CALIBRATION_MS = 250;

/** Measures what a piece of work costs the server and the database. */
export class Meter {
  #gateway;
  #statements;
  #database;
  /** CPU milliseconds of one tick of the probe, which belong to no request. */
  #tickMs;

  static async open({ gateway, statements, client }) {
    const meter = new Meter();
    meter.#gateway = gateway;
    meter.#statements = statements;
    meter.#database = await DatabaseCpu.open(client);
    meter.#tickMs = await calibrate(gateway);
    return meter;
  }

  /**
   * Runs `work` and waits until the database is idle afterwards: statements may outlast their request.
   * @returns {Promise<{ result, serverMs, pauseMs, wallPauseMs, databaseMs, statements }>} null for figures that
   *   cannot be read, because the process has ended or runs on another machine
   */
  async measure(work) {
    await this.#database?.idle(IDLE_TIMEOUT_MS);
    const before = await this.#read();
    const result = await work();
    await this.#database?.idle(IDLE_TIMEOUT_MS);
    const after = await this.#read();
    const difference = (name) =>
      before[name] === null || after[name] === null ? null : after[name] - before[name];
    const serverMs = difference('server');
    return {
      result,
      serverMs: serverMs === null ? null : Math.max(0, serverMs),
      pauseMs: after.busy,
      wallPauseMs: after.wall,
      databaseMs: difference('database'),
      statements: difference('statements'),
    };
  }

  async #read() {
    const ended = { cpu: null, ticks: 0, wall: null, busy: null };
    const { cpu, ticks, wall, busy } = await this.#gateway.figures().catch(() => ended);
    const database = (await this.#database?.read()) ?? null;
    return {
      server: cpu === null ? null : cpu - ticks * this.#tickMs,
      wall,
      busy,
      database,
      statements: this.#statements.count,
    };
  }
}

/** CPU milliseconds of one tick of the probe on an idle server: the least, since other work only adds to it. */
async function calibrate(gateway) {
  const costs = [];
  for (let i = 0; i < CALIBRATIONS; i++) {
    const before = await gateway.figures();
    await sleep(CALIBRATION_MS);
    const after = await gateway.figures();
    costs.push((after.cpu - before.cpu) / (after.ticks - before.ticks));
  }
  return Math.min(...costs);
}
