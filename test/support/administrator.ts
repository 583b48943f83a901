import pg from 'pg';

/** Runs `work` on a connection to the test server that may create and drop databases. */
export async function withAdministrator<Result>(
  work: (client: pg.Client) => Promise<Result>,
): Promise<Result> {
  const client = new pg.Client({ connectionString: process.env.CLAIMS_TEST_SERVER });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}
