import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

/** The repository that the bench belongs to. */
export const ROOT = resolve(import.meta.dirname, '../..');

/** A module of a gateway's build. */
export const loadModule = (folder, path) => import(pathToFileURL(resolve(folder, 'dist', path)).href);

/** Parts of a gateway's build: they make its schema and its server, and name its ids. */
export async function loadGateway(folder = ROOT) {
  const load = (path) => loadModule(folder, path);
  const [{ Database }, { migrate }, { useEmbeddedPostgres }, { shortId }] = await Promise.all([
    load('database/database.js'),
    load('database/migrate.js'),
    load('database/embedded/embedded-postgres.js'),
    load('codecs/short-id.js'),
  ]);
  return { folder, Database, migrate, useEmbeddedPostgres, shortId };
}
