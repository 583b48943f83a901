import type { FastifyInstance } from 'fastify';
import { listClaimsByPage } from '../../services/claims/list-claims-by-page.js';
import { pageOut } from './page-out.js';
import { listClaimsInput } from './query.js';

/** `GET /claims` */
export function listClaimsRoute(app: FastifyInstance): void {
  app.get('/claims', { config: { door: 'rest' } }, async ({ url, database }) =>
    pageOut(await listClaimsByPage(database, listClaimsInput(url))),
  );
}
