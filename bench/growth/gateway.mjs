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
      'products/list-products',
      'products/find-products',
      'products/find-product-with-lists',
      'products/product-facets',
      'claims/find-claims',
      'claims/list-claims',
      'claims/list-claims-by-page',
      'assignments/find-assignments',
      'assignments/find-product-claim',
      'assignments/list-product-claims',
      'assignments/list-claim-assignments',
      'assignments/search-assignments',
      'assignments/assign-claim',
      'assignments/update-claim-assignment',
      'assignments/remove-claim-assignment',
      'certifications/find-certifications',
      'certifications/list-certifications',
      'certifications/list-certifications-by-page',
      'certifications/list-certification-bodies',
      'certifications/list-certifications-of-bodies',
      'certification-assignments/find-certification-assignments',
      'certification-assignments/find-product-certification',
      'certification-assignments/list-product-certifications',
      'certification-assignments/list-certifications-of-products',
      'certification-assignments/list-certification-assignments',
      'certification-assignments/assign-certification',
      'certification-assignments/update-certification-assignment',
      'certification-assignments/remove-certification-assignment',
      'history/list-certification-history',
      'history/find-events',
      'history/list-events',
      'organizations/find-organizations',
    ].map(service),
  )),
);
