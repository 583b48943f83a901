import { DatabaseCpu } from './database-cpu.mjs';

/** Longer than the gateway's own limit of one statement. */
const IDLE_TIMEOUT_MS = 15_000;

/** Measures what a piece of work costs the server and the database. */
export class Meter {
  #gateway;
  #statements;
  #database;

  static async open({ gateway, statements, client }) {
    const meter = new Meter();
    meter.#gateway = gateway;
    meter.#statements = statements;
    meter.#database = await DatabaseCpu.open(client);
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
    return {
      result,
      serverMs: difference('server'),
      pauseMs: after.busy,
      wallPauseMs: after.wall,
      databaseMs: difference('database'),
      statements: difference('statements'),
    };
  }

  async #read() {
    const ended = { cpu: null, wall: null, busy: null };
    const { cpu, wall, busy } = await this.#gateway.figures().catch(() => ended);
    const database = (await this.#database?.read()) ?? null;
    return { server: cpu, wall, busy, database, statements: this.#statements.count };
  }
}
