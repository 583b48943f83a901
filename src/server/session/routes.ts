import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { shortId } from '../../codecs/short-id.js';
import type { Database } from '../../database/database.js';
import { wrongCredential } from '../../errors/credential-problems.js';
import { Problem } from '../../errors/problem.js';
import { prefersPage } from '../../graphql/media-type.js';
import type { ApiKeys } from '../../identity/api-keys.js';
import type { Sessions } from '../../identity/sessions.js';
import { redeemSignInLink } from '../../identity/sign-in-links.js';
import type { PublicAddress } from '../../rest/public-address.js';
import { findOrganizations } from '../../services/organizations/find-organizations.js';
import { refuseForeignOrigin, requireSameOrigin } from '../same-origin.js';
import { sessionIdsOf } from '../session-ids.js';
import { readSignIn } from './body.js';
import { clearSessionCookie, setSessionCookie } from './cookie.js';

/** Fragment by which the explorer shows that a link is invalid (explorer/graphiql/main.tsx). */
const LINK_IS_OVER = '#sign-in-link-is-over';

/** Options of the session routes. */
export interface SessionRoutes {
  readonly database: Database;
  readonly keys: ApiKeys;
  readonly sessions: Sessions;
  readonly address: PublicAddress;
}

/** `/session` and its one-time links (docs/contract.md, "Sessions"). */
export function sessionRoutes(
  app: FastifyInstance,
  { database, keys, sessions, address }: SessionRoutes,
): void {
  const config = { api: 'session' } as const;
  const explorer = `${address.prefix}/graphiql`;

  /** Ends the earlier sessions of the browser and sets the new one. */
  async function startSession(request: FastifyRequest, reply: FastifyReply, id: string): Promise<void> {
    await sessions.end(sessionIdsOf(request));
    // Looked up here, so that it is cached as valid even if the quota of its address is spent.
    await sessions.identify(id);
    setSessionCookie(request, reply, id, address);
  }

  app.post('/session', { config }, async (request, reply) => {
    const previous = sessionIdsOf(request);
    if (previous.length === 0) refuseForeignOrigin(request, address);
    else requireSameOrigin(request, address);
    const key = await keys.verify(readSignIn(request.body), () => request.quota?.refuseIfSpent());
    if (!key) throw wrongCredential();
    request.quota?.countOn(key.principal.quota);
    await request.quota?.charge();
    const id = await sessions.open(key.id);
    if (id === undefined) throw wrongCredential();
    await startSession(request, reply, id);
    return reply.code(204).send();
  });

  app.get('/session', { config, exposeHeadRoute: false }, async (request) => {
    const { principal, refusal } = request;
    if (refusal?.code === 'service_unavailable') throw refusal;
    if (!principal) return { authenticated: false };
    const [organization] = await findOrganizations(database, [principal.organizationId]);
    return {
      authenticated: true,
      organization: organization && { id: shortId(organization.id), name: organization.name },
      role: principal.role,
    };
  });

  app.delete('/session', { config }, async (request, reply) => {
    const ids = sessionIdsOf(request);
    if (ids.length === 0) refuseForeignOrigin(request, address);
    else {
      requireSameOrigin(request, address);
      await sessions.end(ids);
    }
    clearSessionCookie(request, reply, address);
    return reply.code(204).send();
  });

  // No HEAD route: it must not redeem a link.
  app.get<{ Params: { token: string } }>(
    '/session/link/:token',
    { config, exposeHeadRoute: false },
    async (request, reply) => {
      const id = await redeemSignInLink(database, request.params.token);
      if (id === undefined) {
        if (prefersPage(request.headers.accept)) return reply.redirect(`${explorer}${LINK_IS_OVER}`, 303);
        throw new Problem('not_found', 'This sign-in link is wrong, was used already, or is too old.');
      }
      await startSession(request, reply, id);
      return reply.redirect(explorer, 303);
    },
  );
}
