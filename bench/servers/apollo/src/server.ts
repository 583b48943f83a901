/** Apollo Server's standalone server, type-graphql and MikroORM, put together as their tutorials do. */
import 'reflect-metadata';
import { ApolloServer } from '@apollo/server';
import { startStandaloneServer } from '@apollo/server/standalone';
import { ReflectMetadataProvider } from '@mikro-orm/decorators/legacy';
import { MikroORM } from '@mikro-orm/postgresql';
import { buildSchema } from 'type-graphql';
import { Claim, ClaimAssignment, Product } from './entities.js';
import { ClaimAssignmentResolver, ClaimResolver, type Context, ProductResolver } from './resolvers.js';

const { DATABASE_URL, PORT, POOL_SIZE } = process.env;

const orm = await MikroORM.init({
  clientUrl: DATABASE_URL!,
  entities: [Claim, ClaimAssignment, Product],
  metadataProvider: ReflectMetadataProvider,
  ensureDatabase: false,
  pool: { min: 0, max: Number(POOL_SIZE), idleTimeoutMillis: 0 },
});
const schema = await buildSchema({
  resolvers: [ProductResolver, ClaimResolver, ClaimAssignmentResolver],
  validate: true,
});
const server = new ApolloServer<Context>({ schema });
await startStandaloneServer(server, {
  listen: { port: Number(PORT), host: '127.0.0.1' },
  context: async () => ({ em: orm.em.fork() as Context['em'] }),
});
process.once('SIGTERM', () => process.exit(0));
