import { addressOf } from './address.ts';

/**
 * Sends a query of the page itself with the session. Returns its data, in which fields that failed are null; undefined
 * when there is none: the query is not valid in the schema of the server, the session has ended, the quota is spent, the
 * server cannot be reached.
 */
export async function readData<Data>(query: string, variables: object): Promise<Data | undefined> {
  try {
    const response = await fetch(addressOf('graphql'), {
      method: 'POST',
      headers: { accept: 'application/json', 'content-type': 'application/json' },
      body: JSON.stringify({ query, variables }),
    });
    const { data } = (await response.json()) as { data?: Data | null };
    return data ?? undefined;
  } catch {
    return undefined;
  }
}
