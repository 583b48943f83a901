import * as fc from 'fast-check';
import type { Document, Json } from './document.js';

/** Values that the scene knows, by the name of parameter or member: random ids would never meet a row. */
export type KnownValues = Readonly<Record<string, readonly string[]>>;

/** Of these nothing else is sent: cursors cannot be made up, and no test waits for as long as it may. */
const ONLY_KNOWN = ['after', 'wait'];

/** Makes arbitraries of the values that a schema of the document allows. */
export class ValidValues {
  private readonly document: Document;
  private readonly known: KnownValues;

  constructor(document: Document, known: KnownValues) {
    this.document = document;
    this.known = known;
  }

  /** What a named parameter or member may hold: mostly what the scene knows of that name. */
  named(name: string, schema: Json): fc.Arbitrary<unknown> {
    const known = this.known[name];
    if (!known) return this.of(schema);
    if (ONLY_KNOWN.includes(name)) return fc.constantFrom(...known);
    return fc.oneof(
      { weight: 4, arbitrary: fc.constantFrom(...known) },
      { weight: 1, arbitrary: this.of(schema) },
    );
  }

  of(schema: Json): fc.Arbitrary<unknown> {
    return this.shaped(this.flattened(schema)).filter((value) => this.document.fits(schema, value));
  }

  /** References and `allOf` taken in, so that the words of one value stand side by side. */
  flattened(schema: Json): Json {
    const { $ref, allOf = [], ...words } = schema;
    const parts = $ref === undefined ? allOf : [this.document.resolved(schema), ...allOf];
    return Object.assign({}, ...parts.map((part: Json) => this.flattened(part)), words);
  }

  private shaped({ anyOf, ...words }: Json): fc.Arbitrary<unknown> {
    if (anyOf) {
      return fc.oneof(...anyOf.map((branch: Json) => this.shaped({ ...words, ...this.flattened(branch) })));
    }
    if ('const' in words) return fc.constant(words.const);
    if (words.enum) return fc.constantFrom(...words.enum);
    switch (words.type) {
      case 'null':
        return fc.constant(null);
      case 'boolean':
        return fc.boolean();
      case 'integer':
        return fc.integer({ min: words.minimum, max: words.maximum });
      case 'string':
        return text(words);
      case 'array':
        return this.list(words);
      case 'object':
        return words.properties ? this.record(words) : this.dictionary(words);
      default:
        throw new Error(`test/fuzz cannot make a value of ${JSON.stringify(words)}`);
    }
  }

  /** Required members, any of the others, and now and then one that the document does not name. */
  private record({ properties, required = [] }: Json): fc.Arbitrary<unknown> {
    const members = Object.entries(properties).map(([name, schema]) => [name, this.named(name, schema)]);
    const surplus = fc.constantFrom({}, {}, {}, { unknown_member: null }, { id: 'x', gtin: 5 });
    return fc
      .tuple(fc.record(Object.fromEntries(members), { requiredKeys: required }), surplus)
      .map(([record, more]) => ({ ...more, ...record }));
  }

  /** Few items, now and then as many scalars as fit; as many objects would be more than a body may hold. */
  private list({ items, minItems = 0, maxItems = 5 }: Json): fc.Arbitrary<unknown> {
    const few = fc.array(this.of(items), { minLength: minItems, maxLength: Math.min(maxItems, 5) });
    if (this.flattened(items).type === 'object') return few;
    const full = this.of(items).map((item) => Array.from({ length: maxItems }, () => item));
    return fc.oneof({ weight: 8, arbitrary: few }, { weight: 1, arbitrary: full });
  }

  private dictionary({ maxProperties, propertyNames, additionalProperties }: Json): fc.Arbitrary<unknown> {
    const name = propertyNames ? (this.of(propertyNames) as fc.Arbitrary<string>) : fc.string();
    const special = fc.constantFrom('__proto__', 'constructor', 'toString', 'order_id', 'orderId');
    const entry = fc.tuple(fc.oneof(name, special), this.of(additionalProperties));
    const few = fc.uniqueArray(entry, {
      maxLength: Math.min(maxProperties ?? 4, 4),
      selector: ([key]) => key,
    });
    const full = this.of(additionalProperties).map((value) =>
      Array.from({ length: maxProperties ?? 0 }, (_, i): [string, unknown] => [`key_${i}`, value]),
    );
    return fc
      .oneof({ weight: 8, arbitrary: few }, { weight: 1, arbitrary: full })
      .map((entries) => Object.fromEntries(entries));
  }
}

/** Texts as long as they may be, and of every kind of character. */
function text({ format, pattern, minLength = 0, maxLength = 200 }: Json): fc.Arbitrary<string> {
  if (format === 'date') return dates;
  if (format === 'uri') return urls.map((url) => url.slice(0, maxLength));
  const isFree = pattern === undefined || new RegExp(pattern, 'u').test('🌾 "\n');
  if (!isFree) return fc.stringMatching(new RegExp(pattern));
  return fc.oneof(
    { weight: 8, arbitrary: fc.string({ unit: 'binary', minLength, maxLength: Math.min(maxLength, 20) }) },
    { weight: 4, arbitrary: fc.string({ unit: 'grapheme', minLength, maxLength: Math.min(maxLength, 8) }) },
    { weight: 1, arbitrary: fc.constantFrom('x', '🌾', 'é').map((unit) => unit.repeat(maxLength)) },
  );
}

const dates = fc.oneof(
  fc.date({ min: new Date('1900-01-01'), max: new Date('2100-12-31'), noInvalidDate: true }).map(day),
  fc.constantFrom('0001-01-01', '9999-12-31', '2024-02-29'),
);

function day(date: Date): string {
  return date.toISOString().slice(0, 10);
}

const urls = fc.oneof(
  fc.webUrl({ validSchemes: ['http', 'https'], withQueryParameters: true, withFragments: true }),
  fc.constantFrom('HTTPS://EXAMPLE.COM', 'http://[::1]:8080/', `https://example.com/${'x'.repeat(2028)}`),
);
