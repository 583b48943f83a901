/**
 * The parts of the gateway that are measured, from its build: `dist`, or the folder that GATEWAY_BUILD names.
 */

import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

const root = resolve(import.meta.dirname, '../..', process.env.GATEWAY_BUILD ?? 'dist');
const load = (path) => import(pathToFileURL(resolve(root, path)).href);

export const { Database } = await load('database/database.js');
export const { migrate } = await load('database/migrate.js');
export const { unprepared } = await load('database/statement.js');
export const { encodeCursor } = await load('codecs/cursor.js');
export const { readPageRequest } = await load('services/pagination/page-request.js');

// Older builds do not have these.
const { readConnectionSettings } = await import('../../dist/database/connection/connection-settings.js');
const { databaseClient } = await import('../../dist/database/connection/database-client.js');

/** A connection that is made as the gateway's own are. */
export const createClient = (url) => new (databaseClient(readConnectionSettings(url, process.env)))();

const service = (name) => load(`services/${name}.js`);
export const services = Object.assign(
  {},
  ...(await Promise.all(
    [
      'list-products',
      'find-products',
      'find-product-with-lists',
      'find-claims',
      'find-assignment',
      'find-event',
      'find-organizations',
      'find-product-claim',
      'list-claims',
      'list-claims-by-page',
      'list-product-claims',
      'list-claim-assignments',
      'list-events',
      'assign-claim',
      'update-claim-assignment',
      'remove-claim-assignment',
    ].map(service),
  )),
);
