import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import {
  type CryptoKey,
  exportJWK,
  generateKeyPair,
  type JWK,
  type JWTHeaderParameters,
  SignJWT,
} from 'jose';
import { type Adapter, type AdapterPayload, Provider } from 'oidc-provider';
import type { BearerSettings } from '../../src/identity/bearer-tokens.js';

/** A signing key of an authorization server. */
export interface SigningKey {
  readonly kid: string;
  readonly privateKey: CryptoKey;
  readonly publicJwk: JWK;
}

/** What a client asks the authorization server for. */
export interface TokenRequest {
  /** What the claim `organization` will hold. */
  readonly organization: string;
  /** Scopes with spaces between them; both of ours by default. */
  readonly scope?: string;
  readonly audience?: string;
  readonly client?: string;
}

/** A real OpenID Connect provider on loopback. */
export interface AuthorizationServer {
  readonly issuer: string;
  /** What a gateway that accepts its tokens is told. */
  readonly settings: BearerSettings;
  /** The key that it signs with now. */
  readonly key: SigningKey;
  /** Paths that were asked for since it was last read, in order. */
  takeRequests(): string[];
  /** A JWT access token by the client credentials grant. Its subject is `<client>@<organization>`. */
  token(request: TokenRequest): Promise<string>;
  /** A token as the server itself could have signed it, with whatever claims; undefined removes one. */
  forge(
    claims: Readonly<Record<string, unknown>>,
    options?: { header?: Partial<JWTHeaderParameters>; key?: SigningKey },
  ): Promise<string>;
  /** Ends it and all connections to it. */
  stop(): Promise<void>;
  /** Starts it again on the same port, with a new key in place of the old one. */
  startAgain(): Promise<void>;
  /** Signs with a new key from now on, and publishes no other. */
  rotateKeys(): Promise<void>;
}

/** The audience of tokens when nothing else is asked for. */
export const AUDIENCE = 'https://claims.example/api';

/** The secret of every client. */
export const SECRET = 'secret-of-every-client';
const OUR_SCOPES = 'certifications:read certifications:write';
const ALGORITHM = 'ES256';

let keysMade = 0;

/** Makes a key whose id no other key has. */
export async function makeSigningKey(algorithm: string = ALGORITHM): Promise<SigningKey> {
  const { privateKey, publicKey } = await generateKeyPair(algorithm, { extractable: true });
  const kid = `key-${++keysMade}`;
  return { kid, privateKey, publicJwk: { ...(await exportJWK(publicKey)), kid, alg: algorithm, use: 'sig' } };
}

/** Starts an authorization server on a free port. */
export async function startAuthorizationServer(): Promise<AuthorizationServer> {
  let listener: RequestListener;
  let requests: string[] = [];
  let key = await makeSigningKey();
  const server = createServer((request, response) => {
    requests.push(request.url as string);
    listener(request, response);
  });

  async function listen(port: number): Promise<number> {
    server.listen(port, '127.0.0.1');
    await once(server, 'listening');
    return (server.address() as AddressInfo).port;
  }

  const port = await listen(0);
  const issuer = `http://127.0.0.1:${port}`;

  async function useKey(next: SigningKey): Promise<void> {
    key = next;
    listener = await providerListener(issuer, { ...(await exportJWK(next.privateKey)), ...next.publicJwk });
  }

  await useKey(key);
  return {
    issuer,
    settings: { issuer, audience: AUDIENCE, organizationClaim: 'organization' },
    get key() {
      return key;
    },
    takeRequests: () => {
      const taken = requests;
      requests = [];
      return taken;
    },
    token: async ({ organization, scope = OUR_SCOPES, audience = AUDIENCE, client = 'supplier' }) => {
      const response = await fetch(`${issuer}/token`, {
        method: 'POST',
        headers: {
          authorization: `Basic ${btoa(`${encodeURIComponent(`${client}@${organization}`)}:${SECRET}`)}`,
        },
        body: new URLSearchParams({ grant_type: 'client_credentials', scope, resource: audience }),
      });
      const body = (await response.json()) as { access_token?: string };
      if (!body.access_token) throw new Error(`no token: ${JSON.stringify(body)}`);
      return body.access_token;
    },
    forge: async (claims, { header, key: other = key } = {}) => {
      const now = Math.floor(Date.now() / 1000);
      const usual = {
        iss: issuer,
        aud: AUDIENCE,
        sub: 'supplier',
        iat: now,
        exp: now + 600,
        scope: OUR_SCOPES,
      };
      return new SignJWT({ ...usual, ...claims })
        .setProtectedHeader({ alg: other.publicJwk.alg as string, kid: other.kid, ...header })
        .sign(other.privateKey);
    },
    stop: async () => {
      server.close();
      server.closeAllConnections();
      if (server.listening) await once(server, 'close');
    },
    startAgain: async () => {
      await useKey(await makeSigningKey());
      await listen(port);
    },
    rotateKeys: async () => useKey(await makeSigningKey()),
  };
}

async function providerListener(issuer: string, privateJwk: JWK): Promise<RequestListener> {
  const provider = new Provider(issuer, {
    adapter: ClientsByName,
    jwks: { keys: [privateJwk as any] },
    clientDefaults: { id_token_signed_response_alg: privateJwk.alg as 'ES256' },
    cookies: { keys: ['key-of-cookies-that-nobody-gets'] },
    scopes: [...OUR_SCOPES.split(' '), 'profile'],
    features: {
      clientCredentials: { enabled: true },
      devInteractions: { enabled: false },
      resourceIndicators: {
        enabled: true,
        getResourceServerInfo: (_ctx, audience) => ({
          audience,
          scope: `${OUR_SCOPES} profile`,
          accessTokenTTL: 600,
          accessTokenFormat: 'jwt',
          jwt: { sign: { alg: privateJwk.alg as 'ES256' } },
        }),
      },
    },
    extraTokenClaims: (_ctx, token) => ({ organization: token.clientId?.split('@')[1] }),
    ttl: { ClientCredentials: 600 },
  });
  return provider.callback();
}

/** Every name of the form `<client>@<organization>` is a registered client. Nothing is stored. */
class ClientsByName implements Adapter {
  private readonly model: string;

  constructor(model: string) {
    this.model = model;
  }

  async find(id: string): Promise<AdapterPayload | undefined> {
    if (this.model !== 'Client') return undefined;
    return {
      client_id: id,
      client_secret: SECRET,
      grant_types: ['client_credentials'],
      response_types: [],
      redirect_uris: [],
    };
  }

  async upsert(): Promise<void> {}
  async findByUserCode(): Promise<undefined> {}
  async findByUid(): Promise<undefined> {}
  async consume(): Promise<void> {}
  async destroy(): Promise<void> {}
  async revokeByGrantId(): Promise<void> {}
}
