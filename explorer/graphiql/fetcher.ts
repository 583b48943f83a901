import type { Fetcher } from '@graphiql/toolkit';
import type { Notice } from '../chrome/notice.ts';
import { addressOf } from '../session/address.ts';
import { secondsToWait } from '../session/problem.ts';
import { type Quota, readQuota } from '../session/quota.ts';
import { graphqlDetail, isTooCostly } from './graphql-errors.ts';
import { nameWithin } from './operation-name.ts';

/** Who may look at the schema, as the server is configured. */
export type Introspection = 'public' | 'authenticated' | 'off';

/** What the page wants to hear of answers. */
export interface FetchObserver {
  /** The state of the answer; undefined when there is nothing to say. */
  onNotice(notice: Notice | undefined): void;
  /** What is left for the session. */
  onQuota(quota: Quota): void;
  /** The session, or its absence, was refused. */
  onSignedOut(): void;
}

const INTROSPECTION = 'IntrospectionQuery';

/**
 * Sends operations to `/graphql` with the cookie of the session, or with the credential of the Headers editor.
 * The schema is not asked for where the answer is known to be a refusal.
 */
export function createFetcher(
  introspection: Introspection,
  isSignedIn: boolean,
  observer: FetchObserver,
): Fetcher {
  return async (parameters, options) => {
    const headers = (options?.headers ?? {}) as Record<string, string>;
    const hasCredential = Object.keys(headers).some((name) => /^(?:x-api-key|authorization)$/i.test(name));
    const isIntrospection = parameters.operationName === INTROSPECTION;
    if (isIntrospection && !(isSignedIn || hasCredential) && introspection !== 'public') {
      return withoutAnswer('Sign in to load the schema.');
    }
    if (isIntrospection && introspection === 'off') {
      return withoutAnswer('Introspection is switched off on this server.');
    }

    const operationName = nameWithin(parameters.query, parameters.operationName);
    const response = await send({ ...parameters, operationName }, headers).catch(() => undefined);
    if (!response) {
      observer.onNotice({ kind: 'unreachable' });
      return withoutAnswer('The server cannot be reached. Run the query again when it is back.');
    }
    // What an address has left is of no use to a person.
    if (isSignedIn && !hasCredential && response.status !== 401) {
      const quota = readQuota(response.headers);
      if (quota) observer.onQuota(quota);
    }
    const body = (await response.json().catch(() => undefined)) as object | undefined;
    if (response.status === 401 && !hasCredential) observer.onSignedOut();
    else if (response.status === 401 || !isIntrospection) {
      observer.onNotice(noticeOf(response, body));
    }
    if (!body) return withoutAnswer(`The response has the status ${response.status} and is not JSON.`);
    return body as Awaited<ReturnType<Fetcher>>;
  };
}

function send(parameters: object, headers: Record<string, string>): Promise<Response> {
  return fetch(addressOf('graphql'), {
    method: 'POST',
    headers: { accept: 'application/json', 'content-type': 'application/json', ...headers },
    body: JSON.stringify(parameters),
  });
}

/** Stands in the place of an answer. GraphiQL would show an error that is thrown with its stack. */
function withoutAnswer(message: string) {
  return { errors: [{ message }] } as unknown as Awaited<ReturnType<Fetcher>>;
}

function noticeOf({ status, headers }: Response, body: object | undefined): Notice | undefined {
  if (status === 401) return { kind: 'wrong-key' };
  if (status === 429) {
    const until = Date.now() + (secondsToWait(headers) ?? 60) * 1000;
    return { kind: 'rate-limited', until, detail: graphqlDetail(body) };
  }
  if (status >= 500) return { kind: 'unavailable', detail: graphqlDetail(body) };
  return isTooCostly(body) ? { kind: 'too-costly', detail: graphqlDetail(body) } : undefined;
}
