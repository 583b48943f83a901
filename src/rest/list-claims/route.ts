import type { FastifyInstance } from 'fastify';
import type { Database } from '../../database/database.js';
import { listClaimsByPage } from '../../services/list-claims-by-page.js';
import { pageOut } from './page-out.js';
import { listClaimsInput } from './query.js';

/** `GET /claims` */
export function listClaimsRoute(app: FastifyInstance, database: Database): void {
  app.get('/claims', { config: { door: 'rest' } }, async ({ url }) =>
    pageOut(await listClaimsByPage(database, listClaimsInput(url))),
  );
}
