import { readFile } from 'node:fs/promises';

const TICK_MS = 10;

/**
 * Reads the CPU time of a PostgreSQL server on this machine: its living processes in nanoseconds of the scheduler,
 * those that have ended (parallel workers) as the server process has collected them, in ticks.
 */
export class DatabaseCpu {
  #client;
  #postmaster;
  #own;

  /** @returns {Promise<DatabaseCpu | undefined>} undefined where the processes are not visible */
  static async open(client) {
    const { rows } = await client.query('select pg_backend_pid() as pid');
    const fields = await statOf(rows[0].pid);
    const comm = fields && (await readFile(`/proc/${fields[1]}/comm`, 'utf8').catch(() => ''));
    if (!comm?.startsWith('postgres')) return undefined;
    const cpu = new DatabaseCpu();
    cpu.#client = client;
    cpu.#own = rows[0].pid;
    cpu.#postmaster = Number(fields[1]);
    return cpu;
  }

  /** Milliseconds since the server's start, without the connection of the bench itself. */
  async read() {
    const pids = await this.#children();
    const living = await Promise.all(pids.filter((pid) => pid !== this.#own).map(scheduledMs));
    const ended = await statOf(this.#postmaster);
    return living.reduce((sum, ms) => sum + ms, 0) + (Number(ended[13]) + Number(ended[14])) * TICK_MS;
  }

  /** Waits until no statement of another connection runs, at most `timeoutMs`. Returns whether that was reached. */
  async idle(timeoutMs) {
    const deadline = Date.now() + timeoutMs;
    for (;;) {
      const { rows } = await this.#client.query(
        `select count(*)::int as n from pg_stat_activity
         where datname = current_database() and state <> 'idle' and pid <> pg_backend_pid()`,
      );
      if (rows[0].n === 0) return true;
      if (Date.now() > deadline) return false;
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
  }

  async #children() {
    const text = await readFile(`/proc/${this.#postmaster}/task/${this.#postmaster}/children`, 'utf8');
    return text.trim().split(' ').map(Number);
  }
}

/** Fields of `/proc/<pid>/stat` behind the program's name: 0 is the state, 1 the parent. */
async function statOf(pid) {
  const text = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => undefined);
  return text?.slice(text.lastIndexOf(')') + 2).split(' ');
}

async function scheduledMs(pid) {
  const text = await readFile(`/proc/${pid}/schedstat`, 'utf8').catch(() => '0');
  return Number(text.split(' ')[0]) / 1e6;
}
