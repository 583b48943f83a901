import { Ajv2020 } from 'ajv/dist/2020.js';
import { openApiDocument } from '../../src/rest/openapi/document.js';
import { isDate } from '../../src/services/validation/formats.js';

/** A request as it was sent, and what came back. */
export interface Exchange {
  readonly method: string;
  /** From the server's root, with the query. */
  readonly path: string;
  /** The body as it was sent; null when it is not known as a text. */
  readonly sent: string | undefined | null;
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
}

const document = openApiDocument as any;

/** RFC 3339, as answers have it. */
const isMoment = (text: string) =>
  /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,6})?\+00:00$/.test(text) && isDate(text.slice(0, 10));

const ajv = new Ajv2020({
  strict: false,
  formats: {
    date: isDate,
    'date-time': isMoment,
    uri: (text) => URL.canParse(text),
    shortuuid: true,
    'uri-reference': true,
  },
});
// A row of a batch that breaks a rule fails by itself, so that any object is a row of a request that fits.
const schemas = {
  ...document.components.schemas,
  ClaimAssignmentRowIn: { type: 'object' },
  CertificationAssignmentRowIn: { type: 'object' },
};
ajv.addSchema({ ...document, components: { ...document.components, schemas } }, 'document');

/** Rules that JSON Schema cannot express: a request that breaks one of them fits the document. */
const BEYOND_SCHEMAS = [
  'date_order',
  'too_long',
  'multiple_argument_values',
  'percent_encoding',
  'cursor',
  'too_large',
];

const BASE = '/certifications/api/v1';

/** Expects that an exchange in the REST API went as the OpenAPI document says. */
export function expectDocumented(exchange: Exchange): void {
  const { method, status, headers, text } = exchange;
  const path = exchange.path.split('?', 1)[0] as string;
  if (!path.startsWith(`${BASE}/`) || path === `${BASE}/openapi.json`) return;
  const template = Object.keys(document.paths).find((known) => matcher(known).test(path));
  const name = method === 'HEAD' ? 'get' : method.toLowerCase();
  const operation = template === undefined ? undefined : document.paths[template][name];
  if (operation === undefined) {
    // Every path but those of the document is unknown, and every method but those of the document refused.
    expect({ path, method, status }).toEqual({ path, method, status: template ? 405 : 404 });
    expectHeaders(document.components.responses.NotFound.headers, '', headers, text);
    expectFits('#/components/schemas/ErrorOut', text);
    return;
  }
  const place = `#/paths/${pointer(template as string)}/${name}`;
  expect(Object.keys(operation.responses)).toContain(String(status));
  if (method === 'HEAD') return;
  expectResponse(operation.responses[status], `${place}/responses/${status}`, headers, text);
  expectFitting(
    exchange,
    operation,
    place,
    matcher(template as string)
      .exec(path)
      ?.slice(1) ?? [],
  );
}

function expectResponse(response: any, place: string, headers: Headers, text: string): void {
  if (response.$ref) {
    expectResponse(at(response.$ref), response.$ref, headers, text);
    return;
  }
  expectHeaders(response.headers, place, headers, text);
  if (response.content === undefined) {
    expect(text).toBe('');
    return;
  }
  const mediaType = String(headers.get('content-type')).split(';', 1)[0] as string;
  expect(Object.keys(response.content)).toEqual([mediaType]);
  expectFits(`${place}/content/${pointer(mediaType)}/schema`, text);
}

/** Every header that is documented is there and fits; so does every header of a quota that is there. */
function expectHeaders(documented: object, place: string, headers: Headers, text: string): void {
  const sent = [...headers.keys()].filter((name) => /ratelimit|^retry-after$/.test(name));
  const namesOf = (documentedHeaders: [string, any][]) =>
    documentedHeaders.map(([name]) => name.toLowerCase());
  const all = Object.entries<any>(documented);
  expect(namesOf(all)).toEqual(expect.arrayContaining(sent));
  const always = namesOf(all.filter(([, header]) => header.required !== false));
  if (!isUncounted(text)) expect([...headers.keys()]).toEqual(expect.arrayContaining(always));
  for (const [name, header] of Object.entries<any>(documented)) {
    const value = headers.get(name);
    if (value === null) continue;
    const at = header.$ref ?? `${place}/headers/${pointer(name)}`;
    const isNumber = resolved(header).schema.type === 'integer' && /^\d+$/.test(value);
    expectFits(`${at}/schema`, JSON.stringify(isNumber ? Number(value) : value));
  }
}

/** Whether no caller is known whose quota a failure could describe. */
function isUncounted(text: string): boolean {
  return /"status":503\b/.test(text);
}

function resolved(part: any): any {
  return part.$ref ? at(part.$ref) : part;
}

/** A request that was taken fits the document; one that was refused because of a schema does not. */
function expectFitting(exchange: Exchange, operation: any, place: string, values: readonly string[]): void {
  const { sent, status, text } = exchange;
  if (sent === null || (status >= 300 && status !== 422)) return;
  if (status === 422) {
    const types = JSON.parse(text).details.map(({ type }: { type: string }) => type);
    if (types.every((type: string) => BEYOND_SCHEMAS.includes(type))) return;
  }
  const isFitting =
    fittingParameters(operation, place, values, exchange.path) &&
    (!operation.requestBody ||
      fits(`${place}/requestBody/content/application~1json/schema`, JSON.parse(sent as string)));
  expect({ ...exchange, isFitting }).toEqual({ ...exchange, isFitting: status < 300 });
}

function fittingParameters(operation: any, place: string, values: readonly string[], path: string): boolean {
  const query = path.split('?', 2)[1] ?? '';
  const pathValues = values.map(decodeURIComponent);
  const queryValues = new URLSearchParams(query);
  return (operation.parameters ?? []).every(({ in: where, name, schema }: any, i: number) => {
    const texts = where === 'path' ? [pathValues.shift() as string] : queryValues.getAll(name);
    return texts.every((text) => fits(`${place}/parameters/${i}/schema`, parameterValue(schema.type, text)));
  });
}

/** The value of a parameter as its type reads it. */
function parameterValue(type: string, text: string): unknown {
  if (type === 'integer' && /^[0-9]+$/.test(text)) return Number(text);
  return type === 'boolean' && /^(?:true|false)$/.test(text) ? text === 'true' : text;
}

function expectFits(place: string, text: string): void {
  const validate = validator(place);
  validate(JSON.parse(text));
  expect({ text, errors: validate.errors ?? [] }).toEqual({ text, errors: [] });
}

function fits(place: string, value: unknown): boolean {
  return validator(place)(value) as boolean;
}

function validator(place: string) {
  const validate = ajv.getSchema(`document${place}`);
  if (!validate) throw new Error(`The document has no schema at ${place}`);
  return validate;
}

/** The part of the document that a reference names. */
function at(reference: string): any {
  return reference
    .slice(2)
    .split('/')
    .reduce((part, key) => part[key], document);
}

function matcher(template: string): RegExp {
  const inner = template.replaceAll(/\{\w+\}(?=\/)/g, '([^/]*)');
  return new RegExp(`^${inner.replace(/\{\w+\}$/, '([^/]+)')}$`);
}

function pointer(key: string): string {
  return encodeURIComponent(key.replaceAll('~', '~0').replaceAll('/', '~1'));
}
