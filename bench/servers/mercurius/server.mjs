/** Mercurius on Fastify with SQL written by hand, nested fields through its loaders, as its documentation shows. */
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import Fastify from 'fastify';
import mercurius from 'mercurius';
import pg from 'pg';

const { DATABASE_URL, PORT, POOL_SIZE } = process.env;

// Dates are shown as PostgreSQL writes them.
pg.types.setTypeParser(pg.types.builtins.DATE, (text) => text);
const pool = new pg.Pool({ connectionString: DATABASE_URL, max: Number(POOL_SIZE), idleTimeoutMillis: 0 });
const rows = async (text, values) => (await pool.query(text, values)).rows;

const resolvers = {
  Query: {
    async product(_, { gtin }) {
      const [product] = await rows('select gtin, name, brand from product where gtin = $1', [gtin]);
      return product;
    },
    async products(_, { first, after }) {
      const nodes = await rows(
        'select gtin, name, brand from product where gtin > $1 order by gtin limit $2',
        [after ?? '', first],
      );
      return { nodes, next: nodes.length === first ? nodes.at(-1).gtin : null };
    },
    claims: (_, { category, first }) =>
      rows('select id, code, label, category from claim where category = $1 order by code limit $2', [
        category,
        first,
      ]),
  },
  Mutation: {
    async assignClaim(_, { input: { gtin, claimId, source, validFrom } }) {
      const [assignment] = await rows(
        `insert into claim_assignment (gtin, claim_id, source, valid_from) values ($1, $2, $3, $4)
         on conflict do nothing
         returning gtin || '.' || claim_id as id, source, valid_from as "validFrom", created_at as "createdAt"`,
        [gtin, claimId, source, validFrom],
      );
      if (!assignment)
        throw new mercurius.ErrorWithProps('The claim is assigned already.', { code: 'CONFLICT' });
      return assignment;
    },
  },
};

const loaders = {
  Product: {
    /** The claims of all products that are asked for at once. */
    async claims(queries) {
      const found = await rows(
        `select a.gtin, a.gtin || '.' || a.claim_id as id, a.source, a.valid_from as "validFrom",
           a.expiration_date as "expirationDate", a.created_at as "createdAt",
           c.id as "claimId", c.code, c.label, c.category
         from claim_assignment a join claim c on c.id = a.claim_id
         where a.gtin = any($1) order by a.gtin, a.claim_id`,
        [queries.map(({ obj }) => obj.gtin)],
      );
      const byGtin = Map.groupBy(found, ({ gtin }) => gtin);
      return queries.map(({ obj, params }) =>
        (byGtin.get(obj.gtin) ?? [])
          .slice(0, params.first)
          .map(({ claimId, code, label, category, ...assignment }) => ({
            ...assignment,
            claim: { id: claimId, code, label, category },
          })),
      );
    },
  },
};

const app = Fastify();
app.register(mercurius, {
  schema: readFileSync(resolve(import.meta.dirname, '../schema.graphql'), 'utf8'),
  resolvers,
  loaders,
});
await app.listen({ port: Number(PORT), host: '127.0.0.1' });
process.once('SIGTERM', () => process.exit(0));
