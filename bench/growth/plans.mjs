import { createRequire } from 'node:module';
import { createClient } from './gateway.mjs';

const { prepareValue } = createRequire(import.meta.url)('pg/lib/utils');

/** Tables that grow with the number of products. */
const LARGE = new Set([
  'product',
  'claim_assignment',
  'claim_assignment_event',
  'certification_assignment',
  'certification_assignment_event',
]);

/** Shows how PostgreSQL answers the statements of an operation. */
export class Plans {
  #client;

  static async open(url) {
    const plans = new Plans();
    plans.#client = createClient(url);
    await plans.#client.connect();
    await plans.#client.query(`set timezone = 'UTC'`);
    return plans;
  }

  /**
   * Plan of a statement with these values, and what it says of indexes and large tables. A statement with a
   * name is planned without looking at its values, as PostgreSQL does once a connection has used it often.
   */
  async explain({ name, text }, values) {
    await this.#client.query('begin');
    try {
      const lines = name ? await this.#generic(text, values) : await this.#custom(text, values);
      return { lines, ...findings(lines) };
    } finally {
      // Statements that write are executed too; and a prepared one goes with its name.
      await this.#client.query('rollback');
      await this.#client.query('deallocate all');
    }
  }

  async #custom(text, values) {
    const { rows } = await this.#client.query(`explain (analyze, buffers) ${text}`, values);
    return rows.map((row) => row['QUERY PLAN']);
  }

  async #generic(text, values) {
    await this.#client.query('set local plan_cache_mode = force_generic_plan');
    await this.#client.query(`prepare measured as ${text}`);
    const literals = values.map((value) => {
      const sent = prepareValue(value);
      return sent === null ? 'null' : this.#client.escapeLiteral(String(sent));
    });
    const list = literals.length > 0 ? `(${literals.join(', ')})` : '';
    const { rows } = await this.#client.query(`explain (analyze, buffers) execute measured${list}`);
    return rows.map((row) => row['QUERY PLAN']);
  }

  close() {
    return this.#client.end();
  }
}

function findings(lines) {
  const indexes = new Set();
  const scans = new Set();
  for (const line of lines) {
    const index = /Index (?:Only )?Scan (?:Backward )?using (\w+)|Bitmap Index Scan on (\w+)/.exec(line);
    if (index) indexes.add(index[1] ?? index[2]);
    const scan = /Seq Scan on (\w+)/.exec(line);
    if (scan && LARGE.has(scan[1])) scans.add(scan[1]);
  }
  return { indexes: [...indexes], scans: [...scans] };
}
