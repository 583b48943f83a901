import { shortId } from '../../src/codecs/short-id.js';
import type { Gateway } from '../support/gateway.js';
import { shareGateway } from '../support/shared-gateway.js';

let gateway: Gateway;
let key: string;

beforeAll(async () => {
  gateway = await shareGateway();
  key = await gateway.fixtures.key(await gateway.fixtures.organization());
});
afterAll(() => gateway.close());

describe('a document of a gateway that stitches schemas', () => {
  it('looks up 100 products, claims and nodes under aliases', async () => {
    const organization = await gateway.fixtures.organization();
    const claim = shortId(await gateway.fixtures.claim('KOSHER'));
    const gtins = await Promise.all(
      Array.from({ length: 100 }, () => gateway.fixtures.product(organization)),
    );
    const definitions = gtins.map((_, i) => `$p${i}: GTIN!`).join(' ');
    const products = gtins.map((_, i) => `p${i}: product(gtin: $p${i}) { ...P }`).join(' ');
    const claims = gtins.map((_, i) => `c${i}: claim(id: "${claim}") { code }`).join(' ');
    const { body } = await gateway.graphql(
      `query (${definitions}) { ${products} ${claims} } fragment P on Product { __typename gtin organization { name } }`,
      { key, variables: Object.fromEntries(gtins.map((gtin, i) => [`p${i}`, gtin])) },
    );
    expect(body.errors).toBeUndefined();
    expect(gtins.map((_, i) => body.data[`p${i}`].gtin)).toEqual(gtins);
    expect(gtins.every((_, i) => body.data[`c${i}`].code === 'KOSHER')).toBe(true);
  });

  it('reads all products by one statement', async () => {
    const organization = await gateway.fixtures.organization();
    const gtins = await Promise.all(Array.from({ length: 20 }, () => gateway.fixtures.product(organization)));
    const names: unknown[] = [];
    gateway.database.observer = ({ name }) => names.push(name);
    const { body } = await gateway.graphql(
      `{ ${gtins.map((gtin, i) => `p${i}: product(gtin: "${gtin}") { gtin }`).join(' ')} }`,
      { key },
    );
    gateway.database.observer = undefined;
    expect(Object.values(body.data)).toEqual(gtins.map((gtin) => ({ gtin })));
    expect(names.filter((name) => name === 'find_products')).toHaveLength(1);
  });
});
