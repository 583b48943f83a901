import type { Gateway } from '../support/gateway.js';
import { shareGateway } from '../support/shared-gateway.js';
import { type Pair, refusal, Writer } from './writes.js';

const UNKNOWN_GTIN = '09529999999999';
/** The largest short form that names an id, the first that names none, and a canonical one. */
const UNKNOWN_IDS = [
  'oZEq7ovRbLq6UnGMPwc8B5',
  'oZEq7ovRbLq6UnGMPwc8B6',
  '00000000-0000-7000-8000-000000000000',
];

let gateway: Gateway;
let writer: Writer;
let other: Writer;

beforeAll(async () => {
  gateway = await shareGateway();
  writer = await Writer.of(gateway);
  other = await Writer.of(gateway);
});
afterAll(() => gateway.close());

const locs = ({ problem }: any) => problem.details.map((detail: { loc: unknown }) => detail.loc);

describe.each(['update', 'remove'] as const)('%s refuses', (operation) => {
  /** Refused, with nothing changed. */
  async function refused(input: object, stored: Pair, key = writer.key) {
    const before = [await writer.current(stored), await writer.rows(stored.gtin)];
    const patch = operation === 'update' ? { evidenceNote: 'Not stored.' } : {};
    const extensions = refusal(await writer[operation]({ ...patch, ...input }, key));
    expect([await writer.current(stored), await writer.rows(stored.gtin)]).toEqual(before);
    return extensions;
  }

  it('an unknown product: NOT_FOUND at input.gtin', async () => {
    const pair = await writer.assigned();
    const extensions = await refused({ ...pair, gtin: UNKNOWN_GTIN }, pair);
    expect(extensions).toMatchObject({ code: 'NOT_FOUND', status: 404 });
    expect(extensions.problem.details).toEqual([
      { loc: ['input', 'gtin'], msg: 'Product not found', type: 'not_found' },
    ]);
  });

  it.each(UNKNOWN_IDS)('an unknown claim (%s): NOT_FOUND at input.claimId', async (claimId) => {
    const pair = await writer.assigned();
    const extensions = await refused({ ...pair, claimId }, pair);
    expect(extensions).toMatchObject({ code: 'NOT_FOUND', status: 404 });
    expect(extensions.problem.details).toEqual([
      { loc: ['input', 'claimId'], msg: 'Claim not found', type: 'not_found' },
    ]);
  });

  it('both unknown: the product first', async () => {
    const pair = await writer.assigned();
    const input = { gtin: UNKNOWN_GTIN, claimId: UNKNOWN_IDS[0] };
    expect(locs(await refused(input, pair))).toEqual([['input', 'gtin']]);
  });

  it('a claim that the product does not carry: NOT_FOUND at input.claimId', async () => {
    const pair = await writer.assigned();
    const { claimId } = await writer.assigned();
    const extensions = await refused({ ...pair, claimId }, pair);
    expect(extensions).toMatchObject({ code: 'NOT_FOUND', status: 404 });
    expect(extensions.problem.details).toEqual([
      { loc: ['input', 'claimId'], msg: 'Assignment not found', type: 'not_found' },
    ]);
  });

  it("another organization's product: FORBIDDEN, whether it carries the claim, or any such claim exists", async () => {
    const pair = await other.assigned();
    const unassigned = (await other.pair()).claimId;
    for (const claimId of [pair.claimId, unassigned, UNKNOWN_IDS[0]]) {
      const extensions = await refused({ ...pair, claimId }, pair);
      expect(extensions).toMatchObject({ code: 'FORBIDDEN', status: 403 });
      expect(extensions.problem.detail).toBe('Another organization owns this product.');
      expect(extensions.problem).not.toHaveProperty('details');
    }
  });

  it.each([
    ['readonly', { role: 'readonly' }],
    ['cpk', { type: 'cpk', role: 'readonly' }],
  ] as const)('a %s credential: FORBIDDEN, before anything else is looked at', async (_, kind) => {
    const pair = await writer.assigned();
    const reader = await gateway.fixtures.key(writer.organization, kind);
    for (const input of [pair, { gtin: 'x', claimId: 'y' }]) {
      const extensions = await refused(input, pair, reader);
      expect(extensions).toMatchObject({ code: 'FORBIDDEN', status: 403 });
      expect(extensions.problem.detail).toBe('This credential may read but not write.');
    }
  });

  it('a product and a claim of no form: BAD_USER_INPUT with both places, even for a foreign product', async () => {
    const pair = await writer.assigned();
    const extensions = await refused({ gtin: '1234567', claimId: 'vegan' }, pair);
    expect(extensions).toMatchObject({ code: 'BAD_USER_INPUT', status: 422 });
    expect(locs(extensions)).toEqual([
      ['input', 'gtin'],
      ['input', 'claimId'],
    ]);
  });
});

describe('update refuses', () => {
  it.each(['source', 'evidenceUrl', 'evidenceNote'])('null for %s: BAD_USER_INPUT', async (field) => {
    const pair = await writer.assigned();
    const extensions = refusal(await writer.update({ ...pair, [field]: null }));
    expect(extensions).toMatchObject({ code: 'BAD_USER_INPUT', status: 422 });
    expect(locs(extensions)).toEqual([['input', field]]);
    expect(await writer.rows(pair.gtin)).toEqual({ assignments: 1, events: 1 });
  });

  it('input that breaks rules: BAD_USER_INPUT with every place', async () => {
    const extensions = refusal(
      await writer.update({
        gtin: '1234567',
        claimId: 'nothing',
        source: null,
        validFrom: '2025-02-29',
        expirationDate: '31.12.2025',
        evidenceUrl: 'ftp://example.com',
        evidenceNote: 'a\u0000b',
        metadata: { ['k'.repeat(41)]: 'x', 3: 1, '': 'x' },
      }),
    );
    expect(extensions.code).toBe('BAD_USER_INPUT');
    expect(locs(extensions).toSorted()).toEqual(
      [
        ['input', 'gtin'],
        ['input', 'claimId'],
        ['input', 'source'],
        ['input', 'validFrom'],
        ['input', 'expirationDate'],
        ['input', 'evidenceUrl'],
        ['input', 'evidenceNote'],
        ['input', 'metadata', ''],
        ['input', 'metadata', 'k'.repeat(41)],
        ['input', 'metadata', '3'],
      ].toSorted(),
    );
  });

  it('wrong input of an unknown product: BAD_USER_INPUT first', async () => {
    const { claimId } = await writer.pair();
    const extensions = refusal(await writer.update({ gtin: UNKNOWN_GTIN, claimId, evidenceUrl: 'x' }));
    expect(locs(extensions)).toEqual([['input', 'evidenceUrl']]);
  });

  it('days in the wrong order before it looks for the product', async () => {
    const pair = await other.assigned();
    const days = { validFrom: '2026-01-02', expirationDate: '2026-01-01' };
    expect(refusal(await writer.update({ ...pair, ...days })).code).toBe('BAD_USER_INPUT');
  });

  it("another organization's product before a day that does not fit the stored ones", async () => {
    const pair = await other.assigned({ validFrom: '2026-01-02' });
    expect(refusal(await writer.update({ ...pair, expirationDate: '2026-01-01' })).code).toBe('FORBIDDEN');
  });

  it('values of the wrong kind before anything is executed', async () => {
    const pair = await writer.assigned();
    const { body } = await writer.update({ ...pair, source: 'NOBODY' });
    expect(body.data).toBeUndefined();
    expect(body.errors[0].extensions).toMatchObject({ code: 'BAD_USER_INPUT', status: 422 });
    expect(locs(body.errors[0].extensions)).toEqual([['input', 'source']]);
  });
});
