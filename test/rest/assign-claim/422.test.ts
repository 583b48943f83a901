import { gtins, malformedIds } from '../../codecs/vectors.js';
import { expectRefusal } from '../refusal.js';
import { type Scene, setScene } from '../scene.js';

const NUL = 'a\0b';
const HIGH_SURROGATE = 'a\ud83d';
const LOW_SURROGATE = '\udc9ab';

let scene: Scene;

beforeAll(async () => {
  scene = await setScene();
});
afterAll(() => scene.gateway.close());

/** Sends the body with these members beside a good claim_id; gives `details` of the refusal. */
async function detailsOf(members: object) {
  const body = { claim_id: scene.claim, ...members };
  return (await expectRefusal(scene.gateway, 422, () => scene.assign(body))).body.details;
}

/** The only issue's place, with its type at the end. */
async function faultOf(members: object): Promise<unknown[]> {
  const details = await detailsOf(members);
  expect(details).toHaveLength(1);
  return [...details[0].loc, details[0].type];
}

function entries(count: number): Record<string, string> {
  return Object.fromEntries(Array.from({ length: count }, (_, i) => [`key_${i}`, 'value']));
}

describe('POST /products/{gtin}/claims, 422', () => {
  it('lists what is wrong, where, and by which rule', async () => {
    const answer = await expectRefusal(scene.gateway, 422, () => scene.assign({}));
    expect(answer.body).toEqual({
      type: 'https://closient.com/docs/errors/validation_error',
      title: 'Validation Error',
      status: 422,
      detail: 'Validation error.',
      error_code: 'validation_error',
      retryable: false,
      timestamp: answer.body.timestamp,
      details: [{ loc: ['body', 'claim_id'], msg: 'Field required', type: 'missing' }],
    });
  });

  it('lists every fault at once', async () => {
    const answer = await expectRefusal(scene.gateway, 422, () =>
      scene.assign(
        {
          source: 1,
          valid_from: 'x',
          expiration_date: false,
          evidence_url: 'x',
          metadata: { a: 1, b: null },
        },
        { gtin: 'x' },
      ),
    );
    const faults = answer.body.details.map(({ loc, type }: { loc: string[]; type: string }) => [
      ...loc,
      type,
    ]);
    expect(faults.toSorted()).toEqual([
      ['body', 'claim_id', 'missing'],
      ['body', 'evidence_url', 'url_parsing'],
      ['body', 'expiration_date', 'string_type'],
      ['body', 'metadata', 'a', 'string_type'],
      ['body', 'metadata', 'b', 'string_type'],
      ['body', 'source', 'string_type'],
      ['body', 'valid_from', 'date_parsing'],
      ['path', 'gtin', 'string_too_short'],
    ]);
  });

  it('does not repeat what was sent', async () => {
    const answer = await scene.assign({ claim_id: scene.claim, evidence_url: 'mailto:private@example.com' });
    expect(answer.text).not.toContain('private');
  });

  it.each([[[]], [['x']], ['text'], [5], [true], [null]])('refuses the body %j', async (body) => {
    const answer = await expectRefusal(scene.gateway, 422, () => scene.assign(JSON.stringify(body)));
    expect(answer.body.details).toEqual([
      { loc: ['body'], msg: 'Input should be a valid object', type: 'dict_type' },
    ]);
  });
});

describe('the GTIN', () => {
  it.each([...gtins.invalid, '9'.repeat(300), '1234567８', '12345678\0', ' 12345678', '../../12345678'])(
    '%j is refused at the path',
    async (gtin) => {
      const answer = await expectRefusal(scene.gateway, 422, () =>
        scene.assign({ claim_id: scene.claim }, { gtin }),
      );
      expect(answer.body.details.map(({ loc }: { loc: string[] }) => loc)).toEqual([['path', 'gtin']]);
    },
  );
});

describe('claim_id', () => {
  it.each([
    ...malformedIds,
    '',
    'x',
    'a1b2c3d4e5f67890abcdef1234567890',
    '{a1b2c3d4-e5f6-7890-abcd-ef1234567890}',
    'urn:uuid:a1b2c3d4-e5f6-7890-abcd-ef1234567890',
    'a1b2c3d4-e5f6-7890-abcd-ef123456789g',
    ' WmsG2qe2XXxacqiqo2MfnY',
    'WmsG2qe2XXxacqiqo2MfnY\n',
    HIGH_SURROGATE,
    NUL,
  ])('%j is refused', async (claimId) => {
    expect(await faultOf({ claim_id: claimId })).toEqual(['body', 'claim_id', 'string_pattern_mismatch']);
  });
});

describe('values of another JSON type', () => {
  const cases: [string, unknown, string[]][] = [];
  for (const field of ['claim_id', 'source', 'evidence_url', 'evidence_note']) {
    for (const value of [null, 5, true, [], {}]) cases.push([field, value, ['body', field, 'string_type']]);
  }
  for (const field of ['valid_from', 'expiration_date']) {
    for (const value of [5, false, [], {}]) cases.push([field, value, ['body', field, 'string_type']]);
  }
  for (const value of ['text', 5, true, [], ['a']]) {
    cases.push(['metadata', value, ['body', 'metadata', 'dict_type']]);
  }
  for (const value of [null, 5, true, [], { b: 'c' }]) {
    cases.push(['metadata', { a: value }, ['body', 'metadata', 'a', 'string_type']]);
  }

  it.each(cases)('%s: %j is refused', async (field, value, fault) => {
    expect(await faultOf({ [field]: value })).toEqual(fault);
  });
});

describe('source', () => {
  it.each(['', 'brand_self_declared', 'SELF_DECLARED', 'toString'])('%j is refused', async (source) => {
    expect(await faultOf({ source })).toEqual(['body', 'source', 'enum']);
  });
});

describe('dates', () => {
  it.each([
    '',
    '2026-02-30',
    '2025-02-29',
    '2026-13-01',
    '2026-00-10',
    '2026-01-00',
    '0000-01-01',
    '2026-2-3',
    '20260203',
    '2026-02-03T00:00:00Z',
    '2026-02-03 ',
    '+02026-02-03',
    '-0001-01-01',
    'today',
    '٢٠٢٦-٠٢-٠٣',
    '2026-02-03\0',
  ])('%j is refused', async (day) => {
    expect(await faultOf({ valid_from: day })).toEqual(['body', 'valid_from', 'date_parsing']);
    expect(await faultOf({ expiration_date: day })).toEqual(['body', 'expiration_date', 'date_parsing']);
  });

  it('are refused when the last day lies before the first', async () => {
    const fault = await faultOf({ valid_from: '2026-02-03', expiration_date: '2026-02-02' });
    expect(fault).toEqual(['body', 'expiration_date', 'date_order']);
  });
});

describe('texts', () => {
  it.each([
    ['a NUL', NUL],
    ['a high surrogate alone', HIGH_SURROGATE],
    ['a low surrogate alone', LOW_SURROGATE],
    ['surrogates in the wrong order', '\udc9a\ud83d'],
  ])('with %s are refused', async (_, text) => {
    const unicode = 'string_unicode';
    expect(await faultOf({ evidence_note: text })).toEqual(['body', 'evidence_note', unicode]);
    expect(await faultOf({ metadata: { key: text } })).toEqual(['body', 'metadata', 'key', unicode]);
    expect(await faultOf({ metadata: { [text]: 'x' } })).toEqual(['body', 'metadata', text, unicode]);
    expect(await faultOf({ evidence_url: `https://example.com/${text}` })).toEqual([
      'body',
      'evidence_url',
      'url_parsing',
    ]);
    expect(await faultOf({ source: text })).toEqual(['body', 'source', 'enum']);
  });

  it.each<[string, object, string[]]>([
    ['an evidence_note', { evidence_note: 'n'.repeat(10_001) }, ['evidence_note', 'string_too_long']],
    [
      'an evidence_url',
      { evidence_url: `https://example.com/${'p'.repeat(2029)}` },
      ['evidence_url', 'string_too_long'],
    ],
    ['a metadata value', { metadata: { key: 'v'.repeat(501) } }, ['metadata', 'key', 'string_too_long']],
    [
      'a metadata value of emoji',
      { metadata: { key: '💚'.repeat(501) } },
      ['metadata', 'key', 'string_too_long'],
    ],
    [
      'a metadata key',
      { metadata: { ['k'.repeat(41)]: 'x' } },
      ['metadata', 'k'.repeat(41), 'string_too_long'],
    ],
  ])('are refused when %s is one character too long', async (_, members, fault) => {
    expect(await faultOf(members)).toEqual(['body', ...fault]);
  });
});

describe('metadata', () => {
  it('is refused with 51 keys', async () => {
    expect(await faultOf({ metadata: entries(51) })).toEqual(['body', 'metadata', 'too_long']);
  });

  it('is refused with an empty key', async () => {
    expect(await faultOf({ metadata: { '': 'x' } })).toEqual(['body', 'metadata', '', 'string_too_short']);
  });

  it.each(['__proto__', 'constructor', 'a/b~c', '0'])(
    'names the key %j whose value is wrong',
    async (name) => {
      const metadata = Object.fromEntries([[name, 5]]);
      expect(await faultOf({ metadata })).toEqual(['body', 'metadata', name, 'string_type']);
    },
  );

  it('lists at most 100 faults', async () => {
    const metadata = Object.fromEntries(Array.from({ length: 1000 }, (_, i) => [`key_${i}`, i]));
    expect(await detailsOf({ metadata })).toHaveLength(100);
  });
});

describe('evidence_url', () => {
  it.each([
    'ftp://example.com/file',
    'javascript:alert(1)',
    'data:text/plain,x',
    'file:///etc/passwd',
    '/report.pdf',
    '//example.com/report.pdf',
    'example.com',
    'https:example.com',
    'https://',
    'http:///path',
    'https://example.com/a b',
    ' https://example.com',
    'https://example.com\n',
    'https://example.com/\tx',
    'https://exa mple.com',
    'https://example.com:port',
    'https://[::1',
  ])('%j is refused', async (url) => {
    expect(await faultOf({ evidence_url: url })).toEqual(['body', 'evidence_url', 'url_parsing']);
  });
});
