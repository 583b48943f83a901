type Loc = (string | number)[];
type WrongInput = [name: string, input: Record<string, unknown>];

export const snakeCase = (name: string) => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

/** REST's place in GraphQL's words: another root, the field's name in camel case, the rest as it is. */
function translate([root, name, ...rest]: Loc, inPath: readonly string[]): Loc {
  expect(root).toBe(inPath.includes(String(name)) ? 'path' : 'body');
  const camelCase = String(name).replace(/_([a-z])/g, (_, letter) => letter.toUpperCase());
  return ['input', camelCase, ...rest];
}

/**
 * REST's problem document in GraphQL's words, at any time.
 * @param inPath what of the input stands in the path of the URL, in REST's words.
 */
export function inGraphqlsWords(problem: any, inPath: readonly string[] = ['gtin']): object {
  return {
    ...problem,
    ...(problem.details && {
      details: problem.details.map((detail: any) => ({ ...detail, loc: translate(detail.loc, inPath) })),
    }),
    timestamp: expect.any(String),
  };
}

/** Metadata with so many keys. */
export const metadataOf = (keys: number) =>
  Object.fromEntries(Array.from({ length: keys }, (_, i) => [`key_${i}`, 'value']));

/** Wrong names of a product and a claim. */
export const wrongNames: WrongInput[] = [
  ['a GTIN of 7 digits', { gtin: '1234567' }],
  ['a GTIN of 15 digits', { gtin: '123456789012345' }],
  ['a GTIN with a hyphen', { gtin: '0952-0000' }],
  ['a GTIN in full-width digits', { gtin: '１２３４５６７８' }],
  ['a GTIN with a NUL', { gtin: '12345678\0' }],
  ['a GTIN of 200 digits', { gtin: '9'.repeat(200) }],
  ['an id of no form', { claimId: 'vegan' }],
  ['an empty id', { claimId: '' }],
  ['an id with a letter outside the alphabet', { claimId: '222222222222222222222l' }],
  ['an id in braces', { claimId: '{00000000-0000-0000-0000-000000000000}' }],
];

/** Wrong fields of an assignment. */
export const wrongFields: WrongInput[] = [
  ['a day that is not in the calendar', { validFrom: '2025-02-29' }],
  ['a date in another format', { expirationDate: '31.12.2025' }],
  ['a date with a time', { validFrom: '2025-01-01T00:00:00Z' }],
  ['an empty date', { expirationDate: '' }],
  ['the year 0', { validFrom: '0000-01-01' }],
  ['an end before the beginning', { validFrom: '2026-02-02', expirationDate: '2026-02-01' }],
  ['evidence that is no URL', { evidenceUrl: 'example.com/page' }],
  ['evidence of another scheme', { evidenceUrl: 'ftp://example.com/' }],
  ['a URL that is too long', { evidenceUrl: `https://example.com/${'x'.repeat(2048)}` }],
  ['a URL with a space', { evidenceUrl: 'https://example.com/a b' }],
  ['a note that is too long', { evidenceNote: 'x'.repeat(10_001) }],
  ['a note with a NUL', { evidenceNote: 'a\0b' }],
  ['a note with a lone surrogate', { evidenceNote: 'a\ud800b' }],
  ['51 keys of metadata', { metadata: metadataOf(51) }],
  ['an empty key', { metadata: { '': 'x' } }],
  ['a key that is too long', { metadata: { ['K'.repeat(41)]: 'x' } }],
  ['a key with a NUL', { metadata: { 'a\0': 'x' } }],
  ['a value that is too long', { metadata: { orderId: 'x'.repeat(501) } }],
  ['a value that is no text', { metadata: { orderId: 5, order_id: null, a: ['x'], b: { c: 'd' } } }],
  ['a value with a lone surrogate', { metadata: { a: '\udc00' } }],
  ['a wrong value of __proto__', { metadata: JSON.parse('{"__proto__": 1}') }],
  [
    'faults in every field',
    {
      gtin: 'x',
      claimId: 'y',
      validFrom: 'z',
      expirationDate: '-',
      evidenceUrl: '?',
      evidenceNote: '\0',
      metadata: { '': 1 },
    },
  ],
];
