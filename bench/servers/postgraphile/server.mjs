/**
 * PostGraphile 5 as its documentation sets it up as a library: the Amber preset on Node's own server. What it
 * shows of the database is limited to what a caller needs; it asks for no credential and counts nothing.
 */
import { createServer } from 'node:http';
import pg from 'pg';
import { postgraphile } from 'postgraphile';
import { makePgService } from 'postgraphile/adaptors/pg';
import { grafserv } from 'postgraphile/grafserv/node';
import { PostGraphileAmberPreset } from 'postgraphile/presets/amber';
import { jsonPgSmartTags } from 'postgraphile/utils';

const { DATABASE_URL, PORT, POOL_SIZE } = process.env;

const tagged = (behavior, names) => Object.fromEntries(names.map((name) => [name, { tags: { behavior } }]));
/** Secrets and bookkeeping are hidden; of the rest, assignments alone are written through it. */
const shown = {
  class: {
    ...tagged('-*', ['api_key', 'session', 'sign_in_link', 'migration']),
    ...tagged('-insert -update -delete', ['organization', 'product', 'claim', 'claim_assignment_event']),
  },
  procedure: tagged('-*', ['uuid_v7', 'is_claim_metadata']),
};

const preset = {
  extends: [PostGraphileAmberPreset],
  plugins: [jsonPgSmartTags({ version: 1, config: shown })],
  pgServices: [
    makePgService({
      schemas: ['public'],
      pool: new pg.Pool({ connectionString: DATABASE_URL, max: Number(POOL_SIZE), idleTimeoutMillis: 0 }),
    }),
  ],
  grafserv: { graphqlPath: '/graphql', graphiql: false, watch: false, websockets: false },
  grafast: { explain: false },
};

const serv = postgraphile(preset).createServ(grafserv);
const server = createServer();
server.on('error', (error) => {
  throw error;
});
await serv.addTo(server);
server.listen(Number(PORT), '127.0.0.1');
process.once('SIGTERM', () => process.exit(0));
