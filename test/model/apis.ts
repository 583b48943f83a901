import type { Answer } from '../support/gateway.js';
import { type Api, type Held, sortedEntries } from './model.js';
import type { Sent } from './rules.js';
import type { Caller, World } from './world.js';

/** What a command does. `get` exists in the REST API only. */
export type Verb = 'assign' | 'update' | 'remove' | 'list' | 'get';

export interface Request {
  readonly verb: Verb;
  readonly api: Api;
  readonly caller: Caller;
  readonly sent: Sent;
  /** The header `Idempotency-Key`. */
  readonly idempotencyKey?: string | undefined;
}

/** What an API answered, in the terms of both APIs and of the model. */
export type Observed =
  | { readonly error: string; readonly status: number; readonly places: readonly string[] }
  | { readonly status: number; readonly shown: readonly (readonly [code: string, shown: object])[] };

/** Sends a request through its API. */
export function send(world: World, request: Request): Promise<Observed> {
  return request.api === 'rest' ? sendToRest(world, request) : sendToGraphql(world, request);
}

/** What an API shows of an assignment; the REST API never shows evidence, GraphQL to its owner. */
export function shownAs(api: Api, held: Held, owner: 'ours' | 'theirs'): object {
  const { source, validFrom, expirationDate } = held;
  const plain = { source, validFrom, expirationDate, metadata: sortedEntries(held.metadata) };
  if (api === 'rest') return plain;
  const [evidenceUrl, evidenceNote] = owner === 'ours' ? [held.evidenceUrl, held.evidenceNote] : [null, null];
  return { ...plain, evidenceUrl, evidenceNote };
}

/** The claims in a REST answer, by code. */
export function shownByRest(assignments: readonly any[]): [string, object][] {
  return assignments.map(({ code, source, valid_from, expiration_date, metadata }) => [
    code,
    {
      source,
      validFrom: valid_from,
      expirationDate: expiration_date,
      metadata: sortedEntries(Object.entries(metadata)),
    },
  ]);
}

/** What `shownByGraphql` reads. */
export const SHOWN = 'source validFrom expirationDate evidenceUrl evidenceNote metadata claim { code }';

/** The assignments in a GraphQL answer, by code. */
export function shownByGraphql(assignments: readonly any[]): [string, object][] {
  return assignments.map(
    ({ source, validFrom, expirationDate, evidenceUrl, evidenceNote, metadata, claim }) => [
      claim.code,
      {
        source,
        validFrom,
        expirationDate,
        evidenceUrl,
        evidenceNote,
        metadata: sortedEntries(Object.entries(metadata)),
      },
    ],
  );
}

const methods = { assign: 'POST', update: 'PATCH', remove: 'DELETE', list: 'GET', get: 'GET' } as const;

async function sendToRest({ gateway, keys }: World, request: Request): Promise<Observed> {
  const { verb, caller, sent } = request;
  const { gtin, claimId, ...fields } = sent;
  const hasIdInPath = verb === 'update' || verb === 'remove' || verb === 'get';
  const members = verb === 'assign' && 'claimId' in sent ? { claimId, ...fields } : fields;
  const body = Object.fromEntries(Object.entries(members).map(([name, value]) => [snakeCase(name), value]));
  const path = `/products/${encodeURIComponent(String(gtin))}/claims`;
  const answer = await gateway.rest(
    methods[verb],
    hasIdInPath ? `${path}/${encodeURIComponent(String(claimId))}` : path,
    { ...headersOf(request, keys[caller]), ...((verb === 'assign' || verb === 'update') && { body }) },
  );
  if (answer.status >= 400) {
    expect(answer.body.status).toBe(answer.status);
    return refusal(answer.body, ([, name = '']) => camelCase(String(name)));
  }
  return { status: answer.status, shown: shownByRest(shownIn(answer)) };
}

function shownIn({ status, body }: Answer): readonly any[] {
  if (status === 204) return [];
  return Array.isArray(body) ? body : [body];
}

const operations: Readonly<Partial<Record<Verb, { query: string; status: number }>>> = {
  assign: {
    query: `mutation ($input: AssignClaimInput!) { answer: assignClaim(input: $input) { assignment { ${SHOWN} } } }`,
    status: 201,
  },
  update: {
    query: `mutation ($input: UpdateClaimAssignmentInput!) {
      answer: updateClaimAssignment(input: $input) { assignment { ${SHOWN} } } }`,
    status: 200,
  },
  remove: {
    query: `mutation ($input: RemoveClaimAssignmentInput!) {
      answer: removeClaimAssignment(input: $input) { removedAssignmentId } }`,
    status: 204,
  },
  list: {
    query: `query ($input: GTIN!) { answer: product(gtin: $input) { claims(first: 100) { nodes { ${SHOWN} } } } }`,
    status: 200,
  },
};

async function sendToGraphql({ gateway, keys }: World, request: Request): Promise<Observed> {
  const { verb, caller, sent } = request;
  const operation = operations[verb];
  if (!operation) throw new Error(`there is no ${verb} in the GraphQL API`);
  const variables = { input: verb === 'list' ? sent.gtin : sent };
  const answer = await gateway.graphql(operation.query, {
    ...headersOf(request, keys[caller]),
    variables,
  });
  expect(answer.status).toBe(200);
  const { data, errors } = answer.body;
  if (errors) {
    expect(data?.answer ?? null).toBeNull();
    return refusal(errors[0].extensions.problem, ([root, name]) => String(root === 'input' ? name : root));
  }
  // A product that does not exist is null here and a 404 there.
  if (data.answer === null) return { error: 'not_found', status: 404, places: ['gtin'] };
  const { assignment, claims } = data.answer;
  return {
    status: operation.status,
    shown: shownByGraphql(claims?.nodes ?? (assignment ? [assignment] : [])),
  };
}

/** The headers of a request. */
export function headersOf({ idempotencyKey }: Pick<Request, 'idempotencyKey'>, key: string) {
  return { key, ...(idempotencyKey !== undefined && { idempotencyKey }) };
}

export function refusal(problem: any, nameOf: (loc: readonly (string | number)[]) => string): Observed {
  const places = (problem.details ?? []).map(({ loc }: { loc: (string | number)[] }) => nameOf(loc));
  return { error: problem.error_code, status: problem.status, places: [...new Set<string>(places)].sort() };
}

export const snakeCase = (name: string) => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
export const camelCase = (name: string) => name.replace(/_([a-z])/g, (_, letter) => letter.toUpperCase());
