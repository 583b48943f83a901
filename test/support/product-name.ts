/** Asks a server for the name of a product over GraphQL. */
export async function productName(url: string, key: string, gtin: string): Promise<unknown> {
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-api-key': key },
    body: JSON.stringify({ query: `{ product(gtin: "${gtin}") { name } }` }),
  });
  const { data } = (await response.json()) as { data?: { product: { name: string } | null } };
  return data?.product?.name;
}
