import { resolve } from 'node:path';
import { run } from '../../measure/processes.mjs';
import { handWrittenPeer } from '../hand-written.mjs';

/** Apollo Server 5, type-graphql and MikroORM entities. */
export const apolloPeer = handWrittenPeer('apollo', 'Apollo Server, type-graphql, MikroORM', [
  resolve(import.meta.dirname, 'dist/server.js'),
]);

/** Compiles it: decorators need their types' metadata, which only a compiler writes. */
export async function buildApollo() {
  const compiler = resolve(import.meta.dirname, '../../node_modules/.bin/tsc');
  await run([compiler, '-p', import.meta.dirname], { timeout: 120_000 });
}
