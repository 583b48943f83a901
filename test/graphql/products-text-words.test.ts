import type { Gateway } from '../support/gateway.js';
import { shareGateway } from '../support/shared-gateway.js';
import { onlyError, places } from './expectations.js';
import { ask, pageOf } from './lists.js';

let gateway: Gateway;
let organization: string;

beforeAll(async () => {
  gateway = await shareGateway();
  organization = await gateway.fixtures.organization();
});
afterAll(() => gateway.close());

/** With a key of its own: searches of one key are limited. */
const find = async (text: string) =>
  ask(gateway, await gateway.fixtures.key(organization), 'products', { filter: { text } });

describe('a word', () => {
  it.each([
    ['Dr.Oetker Pizza', 'oetker'],
    ['Salt/Pepper Mix', 'pepper'],
    ['Omega-3 Capsules', 'omega 3'],
    ['Tea No.5', 'no 5'],
    ['H.J.Heinz Beans', 'heinz'],
    ['Müller Milk', 'muller'],
    ['Muller Yoghurt', 'müller yog'],
    ['Smorgasbord Mix', 'smørgåsbord m'],
    ['Autostrasse', 'AUTOSTRAßE'],
    ['example.com/shop Biscuits', 'shop'],
    ['Wine 12,5% -7', '7 5'],
    ['_under_score_', 'score'],
    ['CRÈME BRÛLÉE', 'creme brulee'],
    ['Creme fraiche', 'CRE\u0300ME FRAI'],
    ['SMØRREBRØD', 'smorrebrod'],
    ['Straßenbahn', 'STRASSEN'],
    ['Œufs frais', 'oeufs'],
    ['Καφές ΕΛΛΗΝΙΚΌΣ', 'ελληνικος καφες'],
    ['ЁЛКА', 'елка'],
    ['Ｆｕｌｌ　Ｗｉｄｔｈ', 'full width'],
    ['ｶﾞﾘｶﾞﾘ', 'ガリ'],
    ['นมถั่วเหลือง', 'นมถั่ว'],
    ['한국 인삼차', '인삼'],
    ['Vitamin B₁₂', 'b12'],
    ['Ð\u{10400}x', 'ð\u{10428}'],
  ])('of "%s" is found by "%s"', async (name, text) => {
    const gtin = await gateway.fixtures.product(organization, { name });
    expect(pageOf(await find(text)).keys).toEqual([gtin]);
  });

  it('of any length can be stored and found', async () => {
    for (const letter of ['a', '\u{20000}', '한', '㌀', '\u{fdfa}']) {
      const gtin = await gateway.fixtures.product(organization, { name: letter.repeat(255) });
      expect(pageOf(await find(`${letter}${letter}`)).keys).toEqual([gtin]);
      expect(pageOf(await find(letter.repeat(letter === '\u{fdfa}' ? 3 : 255))).keys).toEqual([gtin]);
    }
  });

  it('is not found from its middle', async () => {
    await gateway.fixtures.product(organization, { name: 'Doppelkeks' });
    expect(pageOf(await find('keks')).keys).toEqual([]);
  });
});

describe('a text', () => {
  it.each(['.', '/-&|!()', "'", '\\', '\u{1f600}', '\u0301', '\u00a8'])(
    'without words is no filter: %s',
    async (text) => {
      expect(pageOf(await find(text)).totalCount).toBe(pageOf(await find('')).totalCount);
    },
  );

  it('has at most 20 words, those of signs that stand for several included', async () => {
    const answer = await find('\u{fdfa}'.repeat(7));
    expect(onlyError(answer).extensions.code).toBe('BAD_USER_INPUT');
    expect(places(answer)).toEqual([['filter', 'text']]);
  });
});
