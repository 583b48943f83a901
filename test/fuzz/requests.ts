import * as fc from 'fast-check';
import type { Document, Json, Operation } from './document.js';
import { type Caller, described, excerpt, type FuzzRequest, reachesOperation } from './fuzz-request.js';
import type { ValidValues } from './valid-values.js';
import type { WrongValues } from './wrong-values.js';

/** A request before it is written down, with the value of every parameter. */
interface Draft {
  readonly path: Readonly<Record<string, string>>;
  readonly query: Readonly<Record<string, unknown>>;
  readonly header: Readonly<Record<string, unknown>>;
  readonly body: unknown;
}

const JSON_TYPES = [
  'application/json',
  'application/json; charset=utf-8',
  'Application/JSON;charset="UTF-8"',
];

/** Makes the requests of one operation. */
export class Requests {
  private readonly document: Document;
  private readonly operation: Operation;
  private readonly values: ValidValues;
  private readonly wrong: WrongValues;

  constructor(document: Document, operation: Operation, values: ValidValues, wrong: WrongValues) {
    this.document = document;
    this.operation = operation;
    this.values = values;
    this.wrong = wrong;
  }

  /** Requests that fit the document. */
  valid(): fc.Arbitrary<FuzzRequest> {
    const surplus = fc.constantFrom('', '', '', 'unknown=1', '&', '%zz=%zz');
    return fc
      .tuple(this.drafts(), fc.constantFrom(...JSON_TYPES), surplus)
      .map(([draft, mediaType, more]) => described(this.written(draft, { mediaType, more })))
      .filter(reachesOperation);
  }

  /** Requests in which one thing is wrong. */
  invalid(): fc.Arbitrary<FuzzRequest> {
    const kinds = [
      this.asOthers(),
      this.asOthers(),
      this.asOthers(),
      this.withUnknownMethod(),
      ...this.wrongParameters(),
    ];
    if (this.has('path')) kinds.push(this.withBrokenPath());
    if (this.has('query')) kinds.push(this.withBrokenQuery(), this.withParameterTwice());
    if (this.operation.method !== 'GET') kinds.push(this.asReader());
    if (this.has('header')) kinds.push(this.underUsedKey());
    if (this.operation.responses[415]) kinds.push(this.ofWrongMediaType(), this.tooLarge());
    if (this.operation.body) {
      kinds.push(...this.wrongMembers(), this.withWrongBody(), this.withBrokenBody());
    }
    return fc
      .oneof(...kinds)
      .filter(reachesOperation)
      .map(described);
  }

  private drafts(): fc.Arbitrary<Draft> {
    const { body } = this.operation;
    return fc.record({
      path: fc.record(this.parameters('path')) as fc.Arbitrary<Record<string, string>>,
      query: fc.record(this.parameters('query'), { requiredKeys: [] }),
      header: this.has('header')
        ? fc.record({ 'Idempotency-Key': fc.constant(FRESH_KEY) }, { requiredKeys: [] })
        : fc.constant({}),
      body: body ? this.values.of(body).map(inOrderOfDates) : fc.constant(undefined),
    });
  }

  private parameters(where: 'path' | 'query'): Record<string, fc.Arbitrary<unknown>> {
    const parameters = this.operation.parameters.filter((parameter) => parameter.in === where);
    return Object.fromEntries(parameters.map(({ name, schema }) => [name, this.values.named(name, schema)]));
  }

  private has(where: 'path' | 'query' | 'header'): boolean {
    return this.operation.parameters.some((parameter) => parameter.in === where);
  }

  private written(
    { path, query, header, body }: Draft,
    { mediaType = 'application/json', more = '' } = {},
  ): Omit<FuzzRequest, 'fault'> {
    const pairs = Object.entries(query).map(
      ([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(String(value))}`,
    );
    const search = [...pairs, more].filter((part) => part !== '').join('&');
    const base = this.operation.path.replaceAll(/\{(\w+)\}/g, (_, name) =>
      encodeURIComponent(path[name] as string),
    );
    return {
      method: this.operation.method,
      path: search === '' ? base : `${base}?${search}`,
      headers: {
        ...(header as Record<string, string>),
        ...(body !== undefined && { 'content-type': mediaType }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
      caller: 'editor',
    };
  }

  /** One parameter at a time with a text that its schema refuses. */
  private wrongParameters(): fc.Arbitrary<FuzzRequest>[] {
    return this.operation.parameters.map(({ in: where, name, schema }) =>
      fc
        .tuple(this.drafts(), this.wrong.texts(schema))
        // A segment of dots is the client's to resolve.
        .filter(([, value]) => where !== 'path' || !/^\.{0,2}$/.test(value))
        // What fetch sends, and what is left of it.
        .filter(([, value]) => where !== 'header' || isWrongHeader(this.document, schema, value))
        .map(([draft, value]) => ({
          ...this.written({ ...draft, [where]: { ...draft[where], [name]: value } }),
          fault: { what: `${where} ${name} ${excerpt(value)}`, status: 422, place: [where, name] },
        })),
    );
  }

  /** One member at a time, wrong or, where it is required, missing. */
  private wrongMembers(): fc.Arbitrary<FuzzRequest>[] {
    const { properties, required = [] } = this.document.resolved(this.operation.body) as Json;
    return Object.entries<Json>(properties).flatMap(([name, schema]) => {
      const place = ['body', name];
      const wrong = fc.tuple(this.drafts(), this.wrong.of(withoutRows(schema))).map(([draft, value]) => ({
        ...this.written({ ...draft, body: { ...(draft.body as object), [name]: value } }),
        fault: { what: `member ${name} ${excerpt(value)}`, status: 422, place },
      }));
      if (!required.includes(name)) return [wrong];
      const missing = this.drafts().map((draft) => {
        const { [name]: _, ...body } = draft.body as Json;
        return {
          ...this.written({ ...draft, body }),
          fault: { what: `no member ${name}`, status: 422, place },
        };
      });
      return [wrong, missing];
    });
  }

  private withWrongBody(): fc.Arbitrary<FuzzRequest> {
    const notAnObject = fc.constantFrom<unknown>(null, true, 5, 'x', [], [{}], ['claim_id']);
    return fc.tuple(this.drafts(), notAnObject).map(([draft, body]) => ({
      ...this.written({ ...draft, body }),
      fault: { what: 'another kind of JSON', status: 422, place: ['body'] },
    }));
  }

  private withBrokenBody(): fc.Arbitrary<FuzzRequest> {
    const broken = fc.constantFrom<[string, (json: string) => string | Uint8Array<ArrayBuffer>]>(
      ['a body that ends early', (json) => json.slice(0, -1)],
      ['two bodies', (json) => `${json}${json}`],
      ['single quotes', () => `{'claim_id': 'x'}`],
      ['NaN', () => '{"claim_id": NaN}'],
      ['no body', () => ''],
      ['broken UTF-8', (json) => new Uint8Array([...new TextEncoder().encode(json), 0xff])],
      ['a byte order mark twice', (json) => `\uFEFF\uFEFF${json}`],
    );
    return fc.tuple(this.drafts(), broken).map(([draft, [what, spoil]]) => {
      const request = this.written(draft);
      return { ...request, body: spoil(request.body as string), fault: { what, status: 400 } };
    });
  }

  private ofWrongMediaType(): fc.Arbitrary<FuzzRequest> {
    const wrong = fc.constantFrom<Record<string, string>>(
      { 'content-type': 'text/plain' },
      { 'content-type': 'application/x-www-form-urlencoded' },
      { 'content-type': 'application/problem+json' },
      { 'content-type': 'application/json; charset=iso-8859-1' },
      { 'content-type': 'json' },
      { 'content-type': 'application/json', 'content-encoding': 'gzip' },
    );
    return fc.tuple(this.drafts(), wrong).map(([draft, headers]) => {
      const request = this.written(draft);
      const fault = { what: Object.values(headers).join(), status: 415 };
      return { ...request, body: request.body ?? '{}', headers, fault };
    });
  }

  private tooLarge(): fc.Arbitrary<FuzzRequest> {
    return this.drafts().map((draft) => ({
      ...this.written({ ...draft, body: {} }),
      body: `{}${' '.repeat(512 * 1024 - 1)}`,
      fault: { what: 'one byte too many', status: 413 },
    }));
  }

  private withBrokenPath(): fc.Arbitrary<FuzzRequest> {
    return fc
      .tuple(this.drafts(), fc.constantFrom('%zz', '%', '%ff', '%c3%28', '%2'))
      .map(([draft, text]) => ({
        ...this.written(draft),
        path: this.operation.path.replaceAll(/\{\w+\}/g, text),
        fault: { what: `path ${text}`, status: 400 },
      }));
  }

  private withBrokenQuery(): fc.Arbitrary<FuzzRequest> {
    return fc
      .tuple(this.drafts(), fc.constantFrom(...this.queryNames()), fc.constantFrom('%zz', '%ff', '%'))
      .map(([draft, name, text]) => {
        const { [name]: _, ...query } = draft.query;
        return {
          ...this.written({ ...draft, query }, { more: `${name}=${text}` }),
          fault: { what: `query ${name}=${text}`, status: 422, place: ['query', name] },
        };
      });
  }

  private withParameterTwice(): fc.Arbitrary<FuzzRequest> {
    return fc.tuple(this.drafts(), fc.constantFrom(...this.queryNames())).map(([draft, name]) => {
      const once = `${name}=${encodeURIComponent(String(draft.query[name] ?? '1'))}`;
      const { [name]: _, ...query } = draft.query;
      return {
        ...this.written({ ...draft, query }, { more: `${once}&${once}` }),
        fault: { what: `query ${name} twice`, status: 422, place: ['query', name] },
      };
    });
  }

  private queryNames(): string[] {
    return this.operation.parameters.filter((parameter) => parameter.in === 'query').map(({ name }) => name);
  }

  private withUnknownMethod(): fc.Arbitrary<FuzzRequest> {
    const { methodsOfPath } = this.operation;
    const others = ['PUT', 'POST', 'PATCH', 'DELETE'].filter((method) => !methodsOfPath.includes(method));
    return fc.tuple(this.drafts(), fc.constantFrom(...others)).map(([draft, method]) => ({
      ...this.written(draft),
      method,
      fault: { what: `method ${method}`, status: 405 },
    }));
  }

  /** These callers are told nothing about the rest of the request. */
  private asOthers(): fc.Arbitrary<FuzzRequest> {
    const callers = fc.constantFrom<[Caller, number]>(
      ['anonymous', 401],
      ['a key that is none', 401],
      ['a token without scope', 403],
      ['a key with nothing left', 429],
    );
    return fc.tuple(this.drafts(), callers).map(([draft, [caller, status]]) => ({
      ...this.written(draft),
      caller,
      fault: { what: caller, status },
    }));
  }

  /** While a request under the key is running; a batch that would store nothing is none. */
  private underUsedKey(): fc.Arbitrary<FuzzRequest> {
    return this.drafts().map((draft) => {
      const given = draft.body as object | undefined;
      const body = given && 'assignments' in given ? { ...given, on_error: 'continue' } : given;
      return {
        ...this.written({ ...draft, body, header: { 'Idempotency-Key': USED_KEY } }),
        fault: { what: 'a key whose request is running', status: 409 },
      };
    });
  }

  private asReader(): fc.Arbitrary<FuzzRequest> {
    return this.drafts().map((draft) => ({
      ...this.written(draft),
      caller: 'readonly',
      fault: { what: 'a key that never writes', status: 403 },
    }));
  }
}

/** Stands for an idempotency key that is new for each request. */
export const FRESH_KEY = 'fresh';

/** An idempotency key under which a request of the editor is always running. */
export const USED_KEY = 'in-use';

/** A row of a batch that breaks a rule fails by itself: any object is a row of a request that is taken. */
function withoutRows(schema: Json): Json {
  const hasRows = schema.type === 'array' && schema.items.$ref !== undefined;
  return hasRows ? { ...schema, items: { type: 'object', properties: {} } } : schema;
}

function isWrongHeader(document: Document, schema: Json, value: string): boolean {
  return /^[\t -~]*$/.test(value) && !document.fits(schema, value.replace(/^[\t ]+|[\t ]+$/g, ''));
}

/** That the last day does not lie before the first is a rule that no schema can say. */
function inOrderOfDates(body: Json): Json {
  const { valid_from: from, expiration_date: to } = body;
  const isReversed = typeof from === 'string' && typeof to === 'string' && to < from;
  return isReversed ? { ...body, valid_from: to, expiration_date: from } : body;
}
