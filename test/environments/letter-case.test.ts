import { migrate } from '../../src/database/migrate.js';
import { ask, pageOf } from '../graphql/lists.js';
import { type Gateway, startGateway } from '../support/gateway.js';
import { createScratchDatabase, describeWithIcu, TURKISH } from '../support/scratch-database.js';

describeWithIcu('on a database with the Turkish locale of ICU', () => ignoresLetterCase(TURKISH));
describe('on a database with the locale C', () => ignoresLetterCase(`encoding 'UTF8' locale 'C'`));

function ignoresLetterCase(locale: string): void {
  let gateway: Gateway;
  let organization: string;
  let key: string;

  beforeAll(async () => {
    const testDatabase = await createScratchDatabase({ locale });
    await migrate(testDatabase.database);
    gateway = await startGateway({ testDatabase });
    organization = await gateway.fixtures.organization();
    key = await gateway.fixtures.key(organization);
    await gateway.fixtures.claim('NON_IRRADIATED', { label: 'ÉLITE, NON-IRRADIATED' });
  });
  afterAll(() => gateway.close());

  it.each([
    ['ICELANDIC IPA', 'icelandic ipa'],
    ['icelandic cider', 'ICELANDIC CIDER'],
    ['CAFÉ ÉLITE', 'café élite'],
    ['ΑΘΉΝΑΣ', 'αθήνας'],
    ['МОЛОКО', 'молоко'],
    ['STRASSE', 'straße'],
  ])('the brand %s is found as %s, and its words by text', async (brand, asked) => {
    const gtin = await gateway.fixtures.product(organization, { brand, name: 'Thing' });
    for (const filter of [{ brand: asked }, { brand }, { text: asked }]) {
      expect(pageOf(await ask(gateway, key, 'products', { filter })).keys).toEqual([gtin]);
    }
  });

  it.each(['élite', 'non-irradiated', 'Irradiated'])('a label is found by its part %s', async (label) => {
    const { keys } = pageOf(await ask(gateway, key, 'claims', { filter: { label } }));
    expect(keys).toHaveLength(1);
    const { body } = await gateway.rest('GET', `/claims?label=${encodeURIComponent(label)}`, { key });
    expect(body.pagination.total_count).toBe(1);
  });

  it('a code is found in letters of either case', async () => {
    const { body } = await gateway.rest('GET', '/claims?code=non_irradiated', { key });
    expect(body.pagination.total_count).toBe(1);
    const answer = await gateway.graphql('{ claimByCode(code: "non_Irradiated") { code } }', { key });
    expect(answer.body).toMatchObject({ data: { claimByCode: { code: 'NON_IRRADIATED' } } });
  });
}
