import type { Answer, Gateway } from '../support/gateway.js';

/** Media types of GraphQL over HTTP, as they stand in answers. */
export const PLAIN = 'application/json; charset=utf-8';
export const RESPONSE = 'application/graphql-response+json; charset=utf-8';

/** Bare requests to `/graphql` with this key, unless their headers say otherwise. */
export function requestsOf(gateway: Gateway, key: string) {
  return {
    /** A POST of this text, these bytes or this JSON; a header that is undefined is left out. */
    post(body: unknown, headers: Record<string, string | undefined> = {}): Promise<Answer> {
      const all = { 'content-type': 'application/json', 'x-api-key': key, ...headers };
      const isRaw = typeof body === 'string' || body instanceof Uint8Array;
      return gateway.request('/graphql', {
        method: 'POST',
        headers: Object.entries(all).filter((entry): entry is [string, string] => entry[1] !== undefined),
        body: isRaw ? (body as string) : JSON.stringify(body),
      });
    },
    /** A GET that no browser sends on behalf of another site. */
    get(parameters: Record<string, string>, headers: Record<string, string> = {}): Promise<Answer> {
      return gateway.request(`/graphql?${new URLSearchParams(parameters)}`, {
        headers: { 'x-api-key': key, 'apollo-require-preflight': '1', ...headers },
      });
    },
  };
}
