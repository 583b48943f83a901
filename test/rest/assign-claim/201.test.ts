import { shortId } from '../../../src/codecs/short-id.js';
import { unprepared } from '../../../src/database/statement.js';
import { gtins } from '../../codecs/vectors.js';
import { REST_BASE, type Scene, setScene } from '../scene.js';

let scene: Scene;

beforeAll(async () => {
  scene = await setScene();
});
afterAll(() => scene.gateway.close());

/** Assigns the scene's claim to a product that carries none yet. */
async function assign(members: object = {}, key = scene.key) {
  const gtin = await scene.freshProduct();
  return { gtin, ...(await scene.assign({ claim_id: scene.claim, ...members }, { gtin, key })) };
}

/** `count` metadata entries. */
function entries(count: number): Record<string, string> {
  return Object.fromEntries(Array.from({ length: count }, (_, i) => [`key_${i}`, 'value']));
}

describe('POST /products/{gtin}/claims, 201', () => {
  it('gives the claim with the assignment, in the members of ClaimAssignmentOut', async () => {
    const answer = await assign({
      source: 'THIRD_PARTY_VERIFIED',
      valid_from: '2024-01-01',
      expiration_date: '2025-12-31',
      evidence_url: 'https://example.com/report.pdf',
      evidence_note: 'Audited on site.',
      metadata: { order_id: '6735' },
    });
    expect(answer.status).toBe(201);
    expect(answer.body).toEqual({
      metadata: { order_id: '6735' },
      id: scene.claim,
      label: 'Non-GMO',
      code: 'NON_GMO',
      category: 'INGREDIENT_ABSENCE',
      source: 'THIRD_PARTY_VERIFIED',
      valid_from: '2024-01-01',
      expiration_date: '2025-12-31',
    });
  });

  it('fills in the defaults when only the claim is named', async () => {
    const { status, body } = await assign();
    expect(status).toBe(201);
    expect(body).toMatchObject({
      source: 'BRAND_SELF_DECLARED',
      valid_from: null,
      expiration_date: null,
      metadata: {},
    });
  });

  it('answers in JSON', async () => {
    expect((await assign()).headers.get('content-type')).toBe('application/json; charset=utf-8');
  });

  it('stores the evidence, which it never gives back', async () => {
    const evidence = { evidence_url: 'https://example.com/e', evidence_note: 'From the laboratory.' };
    const { gtin, text } = await assign(evidence);
    const stored = await scene.gateway.database.query(
      unprepared('select evidence_url, evidence_note from claim_assignment where gtin = $1'),
      [gtin],
    );
    expect(stored).toEqual([evidence]);
    expect(text).not.toContain('evidence');
  });

  it('can be read by the operation that lists the claims of the product', async () => {
    const { gtin, body } = await assign({ valid_from: '2024-02-29', metadata: { lot: '7' } });
    const list = await scene.gateway.rest('GET', `/products/${gtin}/claims`, { key: scene.key });
    expect(list.body).toEqual([body]);
  });

  it('records one entry of history that names the key and what was set', async () => {
    const { gtin } = await assign({
      valid_from: '2024-01-01',
      evidence_note: 'Seen.',
      metadata: { lot: '7' },
    });
    const events = await scene.gateway.database.query(
      unprepared(
        'select claim_id, action, organization_id, actor, changes from claim_assignment_event where gtin = $1',
      ),
      [gtin],
    );
    expect(events).toEqual([
      {
        claim_id: scene.claimUuid,
        action: 'ASSIGNED',
        organization_id: scene.organization,
        actor: `key.${shortId(scene.keyId)}`,
        changes: [
          { field: 'source', before: null, after: 'BRAND_SELF_DECLARED' },
          { field: 'validFrom', before: null, after: '2024-01-01' },
          { field: 'evidenceNote', before: null, after: 'Seen.' },
          { field: 'metadata', before: null, after: '{"lot":"7"}' },
        ],
      },
    ]);
  });

  it.each([
    ['csb', 'editor'],
    ['csb', 'manager'],
    ['csu', 'editor'],
    ['csu', 'manager'],
  ] as const)('is open to a %s key with the role %s', async (type, role) => {
    const key = await scene.gateway.fixtures.key(scene.organization, { type, role });
    expect((await assign({}, key)).status).toBe(201);
  });
});

describe('the Location header', () => {
  it('is the path of the assignment, below the GTIN-14 and by the short id of the claim', async () => {
    await scene.gateway.fixtures.product(scene.organization, { gtin: '00000012345670' });
    const { headers } = await scene.assign({ claim_id: scene.claimUuid }, { gtin: '12345670' });
    expect(headers.get('location')).toBe(`${REST_BASE}/products/00000012345670/claims/${scene.claim}`);
  });
});

describe('the GTIN', () => {
  it.each(gtins.valid.map(({ input, gtin14 }) => [input, gtin14]))('%s names %s', async (input, gtin14) => {
    await scene.gateway.fixtures.product(scene.organization, { gtin: gtin14 });
    const { status } = await scene.assign({ claim_id: scene.claim }, { gtin: input });
    expect(status).toBe(201);
  });
});

describe('claim_id', () => {
  it.each([
    ['the short form', () => scene.claim],
    ['a lower-case UUID', () => scene.claimUuid],
    ['an upper-case UUID', () => scene.claimUuid.toUpperCase()],
    [
      'a UUID in mixed case',
      () => scene.claimUuid.replace(/[a-f]/g, (c, i) => (i % 2 ? c : c.toUpperCase())),
    ],
  ])('may be %s', async (_, form) => {
    const { status, body } = await assign({ claim_id: form() });
    expect({ status, id: body.id }).toEqual({ status: 201, id: scene.claim });
  });
});

describe('dates', () => {
  it.each([
    ['no day', null, null],
    ['one and the same day', '2024-01-01', '2024-01-01'],
    ['a leap day', '2024-02-29', null],
    ['the first and the last day that can be written', '0001-01-01', '9999-12-31'],
  ])('may be %s', async (_, validFrom, expirationDate) => {
    const { status, body } = await assign({ valid_from: validFrom, expiration_date: expirationDate });
    expect({ status, from: body.valid_from, to: body.expiration_date }).toEqual({
      status: 201,
      from: validFrom,
      to: expirationDate,
    });
  });
});

describe('metadata', () => {
  it.each([
    ['absent', {}],
    ['null', { metadata: null }],
    ['empty', { metadata: {} }],
  ])('comes back empty when it is %s', async (_, members) => {
    expect((await assign(members)).body.metadata).toEqual({});
  });

  it('loses its empty values', async () => {
    const { body } = await assign({ metadata: { kept: 'yes', dropped: '' } });
    expect(body.metadata).toEqual({ kept: 'yes' });
  });

  it.each(['__proto__', 'constructor', 'toString', 'hasOwnProperty', 'a/b~c', ' ', '💚'])(
    'has %j as a key like any other',
    async (name) => {
      const metadata = Object.fromEntries([[name, 'value']]);
      const { status, body } = await assign({ metadata });
      expect({ status, entries: Object.entries(body.metadata) }).toEqual({
        status: 201,
        entries: [[name, 'value']],
      });
    },
  );
});

describe('limits that are exactly met', () => {
  it.each<[string, object]>([
    ['50 keys', { metadata: entries(50) }],
    ['a key of 40 letters', { metadata: { ['k'.repeat(40)]: 'value' } }],
    ['a key of 40 emoji', { metadata: { ['💚'.repeat(40)]: 'value' } }],
    ['a value of 500 letters', { metadata: { key: 'v'.repeat(500) } }],
    ['a value of 500 emoji', { metadata: { key: '💚'.repeat(500) } }],
    ['an evidence_url of 2048 characters', { evidence_url: `https://example.com/${'p'.repeat(2028)}` }],
    ['an evidence_note of 10,000 emoji', { evidence_note: '💚'.repeat(10_000) }],
  ])('allow %s', async (_, members) => {
    const { status, body } = await assign(members);
    expect({ status, metadata: body.metadata }).toEqual({
      status: 201,
      metadata: {},
      ...pickMetadata(members),
    });
  });

  function pickMetadata(members: { metadata?: object }): object {
    return members.metadata ? { metadata: members.metadata } : {};
  }
});

describe('evidence_url', () => {
  it.each(['', 'http://example.com', 'HTTPS://EXAMPLE.COM/A?b=c#d', 'https://bücher.example/ä'])(
    'may be %j',
    async (url) => {
      expect((await assign({ evidence_url: url })).status).toBe(201);
    },
  );
});

describe('unknown members', () => {
  it.each([
    ['of any name', { colour: 'green', id: 'x', code: 'ORGANIC', gtin: '00000000000000', sourceS: 1 }],
    ['in the names of the service', { validFrom: '2024-01-01', claimId: 'x', evidenceUrl: 5 }],
    ['below __proto__', JSON.parse('{"__proto__": {"valid_from": "2024-01-01", "source": "WRONG"}}')],
  ])('%s are ignored', async (_, members) => {
    const { status, body } = await assign(members);
    expect({ status, code: body.code, from: body.valid_from, source: body.source }).toEqual({
      status: 201,
      code: 'NON_GMO',
      from: null,
      source: 'BRAND_SELF_DECLARED',
    });
  });
});

describe('the content type', () => {
  it.each([
    'application/json',
    'APPLICATION/JSON',
    'application/json; charset=utf-8',
    'application/json;charset="UTF-8"',
    'application/json; charset=utf-8; profile=x',
  ])('may be %s', async (contentType) => {
    const gtin = await scene.freshProduct();
    const answer = await scene.gateway.request(`${REST_BASE}/products/${gtin}/claims`, {
      method: 'POST',
      headers: { 'x-api-key': scene.key, 'content-type': contentType },
      body: JSON.stringify({ claim_id: scene.claim }),
    });
    expect(answer.status).toBe(201);
  });
});
