import fc from 'fast-check';
import type { Json } from '../../src/rest/json-schema.js';
import { published } from '../../src/rest/openapi/published.js';
import * as fields from '../../src/services/validation/fields.js';
import { isEvidenceUrl, isText } from '../../src/services/validation/formats.js';

/** A field's schema as it is published. */
function publishedField(field: unknown): any {
  return published(field as Json, new Map());
}

/** Texts of any UTF-16 units, among them many that PostgreSQL cannot store. */
const units = fc
  .array(
    fc.oneof(fc.integer({ min: 0, max: 0xffff }), fc.constantFrom(0, 10, 0xd800, 0xdbff, 0xdc00, 0xdfff)),
  )
  .map((codes) => String.fromCharCode(...codes));

/** Texts that look like URLs. */
const urlLike = fc
  .tuple(
    fc.constantFrom('http', 'https', 'HTTPS', 'hTTp', 'ftp', 'httpſ', ''),
    fc.constantFrom('://', ':', ':///', ':/\\', '//'),
    fc.oneof(units, fc.domain(), fc.constantFrom('bücher.example', '[::1]', '1.2.3.4:80', 'a b', '%', 'x\n')),
    fc.oneof(fc.constant(''), fc.webPath(), units),
  )
  .map((parts) => parts.join(''));

describe('the published form of a text', () => {
  const { pattern, format } = publishedField(fields.evidenceNote);

  it('has no format that only the service knows', () => {
    expect(format).toBeUndefined();
  });

  it('holds for the texts that the service takes, and for no others', () => {
    const expression = new RegExp(pattern, 'u');
    fc.assert(
      fc.property(units, (text) => expression.test(text) === isText(text)),
      { numRuns: 2000 },
    );
  });
});

describe('the published form of an evidence_url', () => {
  const { anyOf, maxLength } = publishedField(fields.evidenceUrl);
  const [empty, { pattern, format }] = anyOf;

  it('has the limit of the service', () => {
    expect(maxLength).toBe(fields.evidenceUrl.maxLength);
  });

  it('holds for the URLs that the service takes, and for no others', () => {
    expect({ empty, format }).toEqual({ empty: { const: '' }, format: 'uri' });
    const expression = new RegExp(pattern, 'u');
    const holds = (text: string) => text === '' || (expression.test(text) && URL.canParse(text));
    fc.assert(
      fc.property(fc.oneof(urlLike, fc.webUrl()), (text) => holds(text) === isEvidenceUrl(text)),
      { numRuns: 5000 },
    );
  });
});

describe('the published form of a GTIN', () => {
  it('is the pattern of the service in the spelling of the specification', () => {
    const { pattern, ...others } = publishedField(fields.gtin);
    expect({ pattern, ...others }).toEqual({ ...fields.gtin, pattern: '^\\d{8,14}$' });
    const texts = fc.oneof(fc.stringMatching(/^[0-9]{6,16}$/), fc.string(), fc.constant('١٢٣٤٥٦٧٨'));
    fc.assert(
      fc.property(
        texts,
        (text) => new RegExp(pattern, 'u').test(text) === new RegExp(fields.gtin.pattern, 'u').test(text),
      ),
    );
  });
});

describe('the published form of other fields', () => {
  it.each<[string, unknown]>([
    ['an id', fields.id],
    ['a source', fields.claimSource],
    ['a date', fields.openDate],
  ])('is what the service validates with: %s', (_, field) => {
    expect(publishedField(field)).toEqual(field);
  });

  it('keeps every limit of metadata', () => {
    const text = { type: 'string', pattern: publishedField(fields.evidenceNote).pattern };
    expect(publishedField(fields.metadata)).toEqual({
      anyOf: [
        {
          type: 'object',
          maxProperties: 50,
          propertyNames: { ...text, minLength: 1, maxLength: 40 },
          additionalProperties: { ...text, maxLength: 500 },
        },
        { type: 'null' },
      ],
    });
  });
});
