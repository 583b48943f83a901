import * as fc from 'fast-check';
import type { Document, Json } from './document.js';
import type { ValidValues } from './valid-values.js';

/** Makes arbitraries of the values that a schema of the document refuses. */
export class WrongValues {
  private readonly document: Document;
  private readonly valid: ValidValues;

  constructor(document: Document, valid: ValidValues) {
    this.document = document;
    this.valid = valid;
  }

  /** Any JSON that breaks the schema: of another kind, or close to what is allowed. */
  of(schema: Json): fc.Arbitrary<unknown> {
    return fc
      .oneof(fc.constantFrom(...oddities), fc.jsonValue({ maxDepth: 2 }), ...this.near(schema))
      .filter((value) => !this.document.fits(schema, value));
  }

  /** Texts that break the schema of a parameter, where everything is a text. */
  texts(schema: Json): fc.Arbitrary<string> {
    const near = this.near(schema).map((values) =>
      values.filter((value) => typeof value === 'string' || typeof value === 'number'),
    );
    return fc
      .oneof(
        fc.constantFrom(
          'x',
          ' ',
          '-1',
          '0',
          '1.5',
          '1e3',
          '٣',
          'null',
          '\0',
          '%',
          '999999999999999999999',
          '🌾',
        ),
        fc.string({ unit: 'binary', minLength: 1, maxLength: 30 }).map((text) => text.toWellFormed()),
        ...near,
      )
      .map(String)
      .filter((value) => value.isWellFormed() && !this.document.fits(schema, typed(schema, value)));
  }

  /** Values that miss by little: over each limit, against each pattern. */
  private near(schema: Json): fc.Arbitrary<unknown>[] {
    const words = this.valid.flattened(schema);
    return [words, ...(words.anyOf ?? []).map((branch: Json) => ({ ...words, ...branch }))].flatMap((word) =>
      this.nearOne(word),
    );
  }

  private nearOne(words: Json): fc.Arbitrary<unknown>[] {
    const found: fc.Arbitrary<unknown>[] = [];
    if (words.maxLength !== undefined) {
      found.push(fc.constantFrom('x', '5', '🌾').map((unit) => unit.repeat(words.maxLength + 1)));
    }
    if (words.minLength > 0) found.push(fc.constant('5'.repeat(words.minLength - 1)));
    if (words.minItems > 0) found.push(fc.constant([]));
    if (words.maxItems !== undefined) found.push(fc.constant(Array(words.maxItems + 1).fill({})));
    if (words.minimum !== undefined) found.push(fc.constant(words.minimum - 1));
    if (words.maximum !== undefined) found.push(fc.constant(words.maximum + 1));
    if (words.enum) found.push(fc.constantFrom(...words.enum).map((text) => String(text).toLowerCase()));
    if (words.format === 'date') found.push(fc.constantFrom(...wrongDates));
    if (words.format === 'uri') found.push(fc.constantFrom(...wrongUrls));
    if (words.pattern || words.enum || words.format) found.push(this.spoiled(words));
    if (words.additionalProperties) found.push(this.wrongDictionaries(words));
    if (words.type === 'array') found.push(this.wrongLists(words));
    return found;
  }

  /** A good text with one bad character somewhere. */
  private spoiled(words: Json): fc.Arbitrary<unknown> {
    const bad = fc.constantFrom('\0', '\ud800', '\udfff', ' ', '\n', '٣', '-', '/', '\u0085');
    return fc.tuple(this.valid.of(withoutBranches(words)), bad, fc.nat()).map(([text, character, place]) => {
      const characters = [...String(text)];
      return characters.toSpliced(place % (characters.length + 1), 0, character).join('');
    });
  }

  private wrongLists({ items, maxItems }: Json): fc.Arbitrary<unknown> {
    const wrongs: fc.Arbitrary<unknown>[] = [
      fc.tuple(this.of(items), this.valid.of(items)),
      fc.tuple(this.valid.of(items), this.of(items)),
    ];
    // Too many objects are a case of `maxItems` above.
    if (maxItems !== undefined && items.type !== 'object') {
      wrongs.push(this.valid.of(items).map((item) => Array.from({ length: maxItems + 1 }, () => item)));
    }
    return fc.oneof(...wrongs);
  }

  private wrongDictionaries({
    maxProperties,
    propertyNames,
    additionalProperties,
  }: Json): fc.Arbitrary<unknown> {
    const good = this.valid.of(additionalProperties);
    const wrongs: fc.Arbitrary<unknown>[] = [
      fc
        .tuple(fc.constantFrom('a', '__proto__'), this.of(additionalProperties))
        .map((entry) => Object.fromEntries([entry])),
    ];
    if (propertyNames) {
      const key = this.of(propertyNames).filter((name) => typeof name === 'string');
      wrongs.push(fc.tuple(key, good).map((entry) => Object.fromEntries([entry])));
    }
    if (maxProperties !== undefined) {
      const keys = Array.from({ length: maxProperties + 1 }, (_, i) => `key_${i}`);
      wrongs.push(good.map((value) => Object.fromEntries(keys.map((key) => [key, value]))));
    }
    return fc.oneof(...wrongs);
  }
}

/** The value of a parameter's text: digits are numbers where a number is wanted, two words are booleans. */
function typed({ type }: Json, text: string): unknown {
  if (type === 'boolean' && /^(?:true|false)$/.test(text)) return text === 'true';
  return type === 'integer' && /^[0-9]+$/.test(text) ? Number(text) : text;
}

function withoutBranches({ anyOf: _, ...words }: Json): Json {
  return words;
}

/** JSON of every kind that is seldom meant. */
const oddities = [
  ...[null, true, false, 0, -1, 1.5, 1e300, '', 'x', ' ', '\0', '\ud800', '\udfff\ud800', 'null'],
  ...[[], {}, [null], [[]], { a: null }, { a: {} }, JSON.parse('{"__proto__": 1}')],
];

const wrongDates = [
  ...['2025-02-29', '2026-13-01', '2026-00-10', '2026-01-32', '0000-01-01', '10000-01-01', '2026-1-1'],
  ...[
    '20260101',
    '2026-01-01T00:00:00Z',
    ' 2026-01-01',
    '2026-01-01\n',
    '٢٠٢٦-٠١-٠١',
    '-2026-01-01',
    'today',
  ],
];

const wrongUrls = [
  ...['example.com', '/path', 'ftp://example.com', 'javascript:alert(1)', 'https:', 'https://', 'https:///x'],
  ...['https://a b', 'https://a\tb', 'https://a\0', 'https://\ud800', 'http:\\\\example.com', 'https://[::1'],
];
