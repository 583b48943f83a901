import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';

/** JSON as it was parsed; tests read it freely. */
export type Json = any;

/** A parameter of a path or a query. */
export interface Parameter {
  readonly in: 'path' | 'query';
  readonly name: string;
  readonly required: boolean;
  readonly schema: Json;
}

/** An operation of the document, with references to responses resolved. */
export interface Operation {
  readonly method: string;
  readonly path: string;
  readonly parameters: readonly Parameter[];
  /** Schema of the JSON body; undefined for operations without one. */
  readonly body: Json | undefined;
  readonly responses: Readonly<Record<string, Json>>;
  /** All methods that the path has. */
  readonly methodsOfPath: readonly string[];
}

/** The OpenAPI document as the server gives it. */
export class Document {
  readonly operations: readonly Operation[];
  private readonly ajv = new Ajv2020({ strict: false, allErrors: true, formats });
  private readonly compiled = new Map<Json, ValidateFunction>();

  private readonly document: Json;

  constructor(document: Json) {
    this.document = document;
    this.operations = Object.entries<Json>(document.paths).flatMap(([path, methods]) =>
      Object.entries<Json>(methods).map(([method, operation]) => ({
        method: method.toUpperCase(),
        path,
        parameters: operation.parameters ?? [],
        body: operation.requestBody?.content['application/json'].schema,
        responses: Object.fromEntries(
          Object.entries<Json>(operation.responses).map(([status, response]) => [
            status,
            this.resolved(response),
          ]),
        ),
        methodsOfPath: Object.keys(methods).map((name) => name.toUpperCase()),
      })),
    );
    for (const schema of Object.values(document.components.schemas)) this.requireKnownWords(schema);
  }

  /** Follows a reference; anything else comes back as it is. */
  resolved(part: Json): Json {
    if (part?.$ref === undefined) return part;
    const keys: string[] = part.$ref.slice(2).split('/');
    return keys.reduce((inner, key) => inner[key], this.document);
  }

  /** What is wrong with a value; an empty list when it fits. */
  faults(schema: Json, value: unknown): string[] {
    let validate = this.compiled.get(schema);
    if (!validate) {
      this.requireKnownWords(schema);
      validate = this.ajv.compile({ ...schema, components: this.document.components });
      this.compiled.set(schema, validate);
    }
    if (validate(value)) return [];
    return (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);
  }

  fits(schema: Json, value: unknown): boolean {
    return this.faults(schema, value).length === 0;
  }

  get problemSchema(): Json {
    return this.document.components.schemas.ErrorOut;
  }

  /** Throws for a keyword or format that these tests do not know: they would not generate what it means. */
  private requireKnownWords(schema: Json): void {
    for (const [word, value] of Object.entries<Json>(schema)) {
      if (!KNOWN.has(word)) throw new Error(`test/fuzz knows no keyword "${word}"; teach it, here and there`);
      if (word === 'format' && !(value in formats)) throw new Error(`test/fuzz knows no format "${value}"`);
    }
    const inner = [schema.items, schema.propertyNames, schema.additionalProperties];
    const listed = [
      ...(schema.anyOf ?? []),
      ...(schema.allOf ?? []),
      ...Object.values(schema.properties ?? {}),
    ];
    for (const part of [...inner, ...listed]) if (part !== undefined) this.requireKnownWords(part);
  }
}

const formats = {
  date: (text: string) =>
    /^\d{4}-\d\d-\d\d$/.test(text) &&
    text >= '0001' &&
    new Date(`${text}T00:00:00Z`).getTime() > Number.NEGATIVE_INFINITY &&
    new Date(`${text}T00:00:00Z`).toISOString().startsWith(text),
  uri: (text: string) => URL.canParse(text),
  'uri-reference': (text: string) => URL.canParse(text, 'http://localhost'),
  // Its pattern stands beside it.
  shortuuid: true as const,
};

/** Keywords that `valid-values.ts` and `wrong-values.ts` understand, and those that only describe. */
const KNOWN = new Set([
  ...['$ref', 'allOf', 'anyOf', 'const', 'enum', 'type', 'format', 'pattern', 'minLength', 'maxLength'],
  ...['minimum', 'maximum', 'items', 'properties', 'required'],
  ...['additionalProperties', 'propertyNames', 'maxProperties', 'maxItems'],
  ...['title', 'description', 'default', 'examples'],
]);
