import { unprepared } from '../../src/database/statement.js';
import type { Gateway } from '../support/gateway.js';
import { shareGateway } from '../support/shared-gateway.js';
import { ask, type List, pageOf, type ReadPage, walkBackward, walkForward } from './lists.js';

/** Texts whose order by code point is neither that of a dictionary nor that of UTF-16, with many equal ones. */
const TEXTS = [
  'Zebra',
  'apple',
  'Äpfel',
  '🌾 Oats',
  'ﬀ',
  'Ωmega',
  '日本',
  'Apple',
  'Apple',
  'Oats ',
  'Oats',
  '_',
];
/** Microseconds between creations: equal ones, and some that a clock of milliseconds would take for equal. */
const MOMENTS = [0, 1, 1, 10, 999, 1000, 999_999];

interface Row {
  readonly key: string;
  readonly text: string;
  readonly moment: number;
}

let gateway: Gateway;
let organization: string;
let key: string;
let fullProduct: string;
let frequentClaim: string;
const rows: Record<List, Row[]> = { products: [], claims: [], 'product.claims': [], 'claim.assignments': [] };

/** A number between 0 and 30 that jumps about, so that no order is that of the insertions. */
const shuffled = (n: number) => (n * 17) % 31;
const at = (moment: number) => `2026-01-01 00:00:00.${String(moment).padStart(6, '0')}+00`;
const moment = (n: number) => MOMENTS[n % MOMENTS.length]!;
const setMoment = (table: string, condition: string, ...values: unknown[]) =>
  gateway.database.query(unprepared(`update ${table} set created_at = $1 where ${condition}`), values);

async function addProduct(gtin: string, n: number): Promise<void> {
  const name = TEXTS[n % TEXTS.length]!;
  await gateway.fixtures.product(organization, { gtin, name });
  await setMoment('product', 'gtin = $2', at(moment(n)), gtin);
}

beforeAll(async () => {
  gateway = await shareGateway();
  organization = await gateway.fixtures.organization();
  key = await gateway.fixtures.key(organization);
  frequentClaim = await gateway.fixtures.claim('AA', { label: 'AA' });
  rows.claims.push({ key: 'AA', text: 'AA', moment: 0 });
  for (let i = 0; i < 31; i++) {
    const n = shuffled(i);
    const gtin = `095200000${String(n).padStart(5, '0')}`;
    const text = TEXTS[i % TEXTS.length]!;
    await addProduct(gtin, i);
    await gateway.fixtures.assignment(gtin, frequentClaim, { created_at: at(moment(n)) });
    rows.products.push({ key: gtin, text, moment: moment(i) });
    rows['claim.assignments'].push({ key: gtin, text: '', moment: 0 });
    fullProduct ??= gtin;
  }
  rows['product.claims'].push({ key: 'AA', text: '', moment: moment(shuffled(0)) });
  for (let i = 0; i < 31; i++) {
    const code = `${['_', 'Z', 'A', '9'][i % 4]}${shuffled(i)}`;
    const text = TEXTS[i % TEXTS.length]!;
    const claim = await gateway.fixtures.claim(code, { label: text });
    await gateway.fixtures.assignment(fullProduct, claim, { created_at: at(moment(i)) });
    rows.claims.push({ key: code, text, moment: 0 });
    rows['product.claims'].push({ key: code, text: '', moment: moment(i) });
  }
});
afterAll(() => gateway.close());

const byCodePoint = (a: string, b: string) => Buffer.compare(Buffer.from(a), Buffer.from(b));

/** The keys of a list as its order promises them. */
function expected(list: List, field: string, direction: string): string[] {
  const compare = (a: Row, b: Row) =>
    (field === 'NAME' || field === 'LABEL' ? byCodePoint(a.text, b.text) : 0) ||
    (field === 'CREATED_AT' ? a.moment - b.moment : 0) ||
    byCodePoint(a.key, b.key);
  const keys = rows[list].toSorted(compare).map((row) => row.key);
  return direction === 'DESC' ? keys.reverse() : keys;
}

const reader =
  (list: List, orderBy?: object): ReadPage =>
  async (args) => {
    const of = { 'product.claims': fullProduct, 'claim.assignments': frequentClaim }[list as string];
    return pageOf(await ask(gateway, key, list, { ...args, orderBy, of }));
  };

const fields = {
  products: ['GTIN', 'NAME', 'CREATED_AT'],
  claims: ['CODE', 'LABEL'],
  'product.claims': ['CLAIM', 'CREATED_AT'],
} as const;
const orders = Object.entries(fields).flatMap(([list, names]) =>
  names.flatMap((field): [List, string, string][] => [
    [list as List, field, 'ASC'],
    [list as List, field, 'DESC'],
  ]),
);

describe.each(orders)('%s by %s %s', (list, field, direction) => {
  const read = reader(list, { field, direction });

  it('is a total order by code point, equal rows by their key', async () => {
    expect((await read({ first: 100 })).keys).toEqual(expected(list, field, direction));
  });

  it('is the same from the end', async () => {
    expect((await read({ last: 100 })).keys).toEqual(expected(list, field, direction));
  });

  it.each([1, 4, 11, 32])('is walked forward without gap or repeat, %i at a time', async (size) => {
    expect(await walkForward(read, size)).toEqual(expected(list, field, direction));
  });

  it.each([1, 4, 11, 32])('is walked backward without gap or repeat, %i at a time', async (size) => {
    expect(await walkBackward(read, size)).toEqual(expected(list, field, direction));
  });
});

describe('claim.assignments', () => {
  const read = reader('claim.assignments');

  it.each([1, 4, 11, 32])('is walked forward by GTIN, %i at a time', async (size) => {
    expect(await walkForward(read, size)).toEqual(expected('claim.assignments', 'GTIN', 'ASC'));
  });

  it.each([1, 4, 11, 32])('is walked backward by GTIN, %i at a time', async (size) => {
    expect(await walkBackward(read, size)).toEqual(expected('claim.assignments', 'GTIN', 'ASC'));
  });
});

describe('the order when little of it is given', () => {
  it.each([
    ['products', {}, 'GTIN', 'ASC'],
    ['products', null, 'GTIN', 'ASC'],
    ['products', { direction: 'DESC' }, 'GTIN', 'DESC'],
    ['products', { field: 'NAME' }, 'NAME', 'ASC'],
    ['claims', { direction: 'DESC' }, 'CODE', 'DESC'],
    ['claims', { field: 'LABEL' }, 'LABEL', 'ASC'],
    ['product.claims', { direction: 'DESC' }, 'CLAIM', 'DESC'],
    ['product.claims', { field: 'CREATED_AT' }, 'CREATED_AT', 'ASC'],
  ] as const)('of %s: %j means %s %s', async (list, orderBy, field, direction) => {
    const { keys } = await reader(list, orderBy as object)({ first: 100 });
    expect(keys).toEqual(expected(list, field, direction));
  });
});

// These change the lists, so they come last.
describe.each([...orders, ['claim.assignments', 'GTIN', 'ASC'] as [List, string, string]])(
  '%s by %s %s, while rows are inserted,',
  (list, field, direction) => {
    /** Adds a row to the list, with a key that begins so. */
    async function add(prefix: string, n: number): Promise<string> {
      const number = String(shuffled(n)).padStart(9, '5');
      if (list === 'products' || list === 'claim.assignments') {
        const gtin = `${prefix}0${number}`;
        await addProduct(gtin, n);
        if (list === 'claim.assignments') await gateway.fixtures.assignment(gtin, frequentClaim);
        return gtin;
      }
      const code = `${prefix}_${number}`;
      const claim = await gateway.fixtures.claim(code, { label: TEXTS[n % TEXTS.length]! });
      if (list === 'product.claims')
        await gateway.fixtures.assignment(fullProduct, claim, { created_at: at(moment(n)) });
      return code;
    }

    it.each([
      ['forward', walkForward],
      ['backward', walkBackward],
    ])('is walked %s without gap or repeat', async (_, walk) => {
      const read = reader(list, list === 'claim.assignments' ? undefined : { field, direction });
      const before = expected(list, field, direction);
      const added: string[] = [];
      const walked = await walk(read, 9, async () => {
        // The more are added behind the walk's end, the longer it takes.
        for (const prefix of added.length < 12 ? ['0000', '0952', '9999'] : []) {
          added.push(await add(prefix, added.length));
        }
      });
      expect(new Set(walked).size).toBe(walked.length);
      const old = new Set(before);
      expect(walked.filter((one) => old.has(one))).toEqual(before);
      const all = (await read({ first: 100 })).keys;
      expect(walked).toEqual(all.filter((one) => walked.includes(one)));
      await removeAgain(added);
    });
  },
);

/** Takes away products and claims by their keys, with all that hangs on them. */
async function removeAgain(keys: readonly string[]): Promise<void> {
  const claims = '(select id from claim where code = any($1))';
  for (const text of [
    `delete from claim_assignment where gtin = any($1) or claim_id in ${claims}`,
    'delete from product where gtin = any($1)',
    'delete from claim where code = any($1)',
  ]) {
    await gateway.database.query(unprepared(text), [keys]);
  }
}
