import { addressOf } from '../session/address.ts';

/** The explorer with a query for the claims of a product. */
export function claimsAddress(gtin: string): string {
  const query = `query Claims {
  product(gtin: "${gtin}") {
    name
    claims(first: 100) {
      nodes { claim { code label } source validFrom expirationDate isActive }
    }
  }
}
`;
  return addressOf(`graphiql?${new URLSearchParams({ query })}`);
}
