import type { Answer } from '../support/gateway.js';
import type { Kind } from './kind.js';
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

/** What an API shows of an assignment. */
export function shownAs({ settable, unshown }: Kind, api: Api, held: Held, owner: 'ours' | 'theirs'): object {
  const { left, nulls } = unshown(api, owner);
  const fields = settable.filter((field) => !left.includes(field));
  return Object.fromEntries(
    fields.map((field) => [
      field,
      field === 'metadata' ? sortedEntries(held.metadata) : nulls.includes(field) ? null : held[field],
    ]),
  );
}

/** The assignments in a REST answer, by code. */
export function shownByRest(kind: Kind, assignments: readonly any[]): [string, object][] {
  const { left } = kind.unshown('rest', 'ours');
  const fields = kind.settable.filter((field) => !left.includes(field));
  return assignments.map((assignment) => {
    expect(left.filter((field) => snakeCase(field) in assignment)).toEqual([]);
    return [assignment.code, readBy(fields, (field) => assignment[snakeCase(field)])];
  });
}

/** What `shownByGraphql` reads. */
export const selectionOf = ({ settable, field }: Kind) => `${settable.join(' ')} ${field} { code }`;

/** The assignments in a GraphQL answer, by code. */
export function shownByGraphql(kind: Kind, assignments: readonly any[]): [string, object][] {
  return assignments.map((assignment) => [
    assignment[kind.field].code,
    readBy(kind.settable, (field) => kind.fromGraphql(field, assignment[field])),
  ]);
}

function readBy(fields: readonly string[], read: (field: string) => any): object {
  return Object.fromEntries(
    fields.map((field) => [
      field,
      field === 'metadata' ? sortedEntries(Object.entries(read(field))) : read(field),
    ]),
  );
}

/** An input as the GraphQL API takes it. */
export function inGraphql(kind: Kind, sent: Sent): Sent {
  return Object.fromEntries(Object.entries(sent).map(([name, value]) => [name, kind.inGraphql(name, value)]));
}

/** An input as the REST API takes it. */
export function inRest(sent: Sent): Sent {
  return Object.fromEntries(Object.entries(sent).map(([name, value]) => [snakeCase(name), value]));
}

const methods = { assign: 'POST', update: 'PATCH', remove: 'DELETE', list: 'GET', get: 'GET' } as const;

async function sendToRest({ gateway, keys, kind }: World, request: Request): Promise<Observed> {
  const { verb, caller, sent } = request;
  const { gtin, [kind.idField]: id, ...fields } = sent;
  const hasIdInPath = verb === 'update' || verb === 'remove' || verb === 'get';
  const members = verb === 'assign' && kind.idField in sent ? { [kind.idField]: id, ...fields } : fields;
  const path = `/products/${encodeURIComponent(String(gtin))}/${kind.list}`;
  const answer = await gateway.rest(
    methods[verb],
    hasIdInPath ? `${path}/${encodeURIComponent(String(id))}` : path,
    {
      ...headersOf(request, keys[caller]),
      ...((verb === 'assign' || verb === 'update') && { body: inRest(members) }),
    },
  );
  if (answer.status >= 400) {
    expect(answer.body.status).toBe(answer.status);
    return refusal(answer.body, ([, name = '']) => camelCase(String(name)));
  }
  return { status: answer.status, shown: shownByRest(kind, shownIn(answer)) };
}

function shownIn({ status, body }: Answer): readonly any[] {
  if (status === 204) return [];
  return Array.isArray(body) ? body : [body];
}

/** The document of a verb, and the status that the REST API has for its success. */
function operationOf(kind: Kind, verb: Verb): { readonly query: string; readonly status: number } {
  const { type, list } = kind;
  const assignment = `assignment { ${selectionOf(kind)} }`;
  switch (verb) {
    case 'assign':
      return { query: mutation(`assign${type}`, assignment), status: 201 };
    case 'update':
      return { query: mutation(`update${type}Assignment`, assignment), status: 200 };
    case 'remove':
      return { query: mutation(`remove${type}Assignment`, 'removedAssignmentId'), status: 204 };
    case 'list':
      return {
        query: `query ($input: GTIN!) {
          answer: product(gtin: $input) { ${list}(first: 100) { nodes { ${selectionOf(kind)} } } } }`,
        status: 200,
      };
    default:
      throw new Error(`there is no ${verb} in the GraphQL API`);
  }
}

/** A mutation whose input has its name. */
export function mutation(field: string, selection: string): string {
  const input = `${field.charAt(0).toUpperCase()}${field.slice(1)}Input`;
  return `mutation ($input: ${input}!) { answer: ${field}(input: $input) { ${selection} } }`;
}

async function sendToGraphql({ gateway, keys, kind }: World, request: Request): Promise<Observed> {
  const { verb, caller, sent } = request;
  const operation = operationOf(kind, verb);
  const variables = { input: verb === 'list' ? sent.gtin : inGraphql(kind, sent) };
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
  const { assignment, [kind.list]: listed } = data.answer;
  return {
    status: operation.status,
    shown: shownByGraphql(kind, listed?.nodes ?? (assignment ? [assignment] : [])),
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
