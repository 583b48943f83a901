import type { EntityManager, MikroORM } from '@mikro-orm/postgresql';
import { Kysely, PostgresDialect, type PostgresPoolClient } from 'kysely';
import type { PoolClient } from 'pg';
import type { DatabaseAccess } from './database-access.js';
import { LOCK_TIMEOUT_MS } from './orm.js';
import { omitRowValues } from './row-values.js';
import { runTransaction } from './transaction.js';

/**
 * Runs `work` with an EntityManager of its own in a transaction: flushed and committed when it returns, rolled back
 * when it throws. The connection is taken and watched as those of other transactions, not by the ORM. Statements wait
 * for locks as long as those outside of transactions do.
 */
export function runWithEntities<Result>(
  orm: MikroORM,
  access: DatabaseAccess,
  work: (entities: EntityManager) => Promise<Result>,
): Promise<Result> {
  return runTransaction(access, async (client) => {
    await client.query(`set local lock_timeout = ${LOCK_TIMEOUT_MS}`);
    const entities = orm.em.fork();
    entities.setTransactionContext(queriesOn(client));
    try {
      const result = await work(entities);
      await entities.flush();
      return result;
    } catch (error) {
      omitRowValues(error);
      throw error;
    }
  });
}

/** What the ORM sends its statements through: it neither begins nor ends the transaction of this connection. */
function queriesOn(client: PoolClient): Kysely<unknown> {
  const query = client.query.bind(client) as PostgresPoolClient['query'];
  const connection = { query, release: () => {} };
  return new Kysely({
    dialect: new PostgresDialect({
      pool: { options: {}, connect: async () => connection, end: async () => {} },
    }),
  });
}
