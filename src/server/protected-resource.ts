import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { PublicAddress } from '../rest/public-address.js';

/** Path of the metadata (RFC 9728 section 3). */
export const PROTECTED_RESOURCE_PATH = '/.well-known/oauth-protected-resource';

/** Supported scopes (docs/contract.md, "Bearer tokens"). */
const SCOPES = ['certifications:read', 'certifications:write'];

/**
 * Describes the accepted bearer tokens (RFC 9728): serves the metadata of the protected resource, open to all, and adds
 * their URL to every challenge for a bearer token. Below a path of `PUBLIC_URL` the metadata have two URLs: one below
 * that path, which the challenge contains, and the RFC's own, where the path follows the well-known one.
 */
export function describeProtectedResource(
  app: FastifyInstance,
  address: PublicAddress,
  issuer: string,
): void {
  const paths = new Set([PROTECTED_RESOURCE_PATH, PROTECTED_RESOURCE_PATH + address.prefix]);
  for (const path of paths) {
    app.get(path, (request) => ({
      resource: address.of(request),
      authorization_servers: [issuer],
      scopes_supported: SCOPES,
      bearer_methods_supported: ['header'],
      resource_name: 'Claims Gateway',
    }));
  }
  app.addHook('onSend', (request, reply, _payload, done) => {
    const challenge = reply.getHeader('www-authenticate');
    // The challenge for a bearer token is the last one, so that the parameter belongs to it (RFC 9728 section 5.1).
    if (typeof challenge === 'string' && BEARER.test(challenge)) {
      reply.header('www-authenticate', `${challenge}, resource_metadata="${metadataUrl(request, address)}"`);
    }
    done();
  });
}

const BEARER = /(?:^|, )Bearer realm="claims"/;

function metadataUrl(request: FastifyRequest, address: PublicAddress): string {
  return address.of(request) + PROTECTED_RESOURCE_PATH;
}
