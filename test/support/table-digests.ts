import pg from 'pg';

/** What a table contains. */
export interface TableDigest {
  readonly rows: number;
  /** Of all rows as texts, in the order of these. */
  readonly md5: string;
}

/** Digests of all tables of a database by their names. */
export async function tableDigests(url: string): Promise<Readonly<Record<string, TableDigest>>> {
  const client = new pg.Client({ connectionString: url, options: '-c timezone=UTC' });
  await client.connect();
  try {
    const tables = await client.query<{ name: string }>(
      `select format('%I.%I', schemaname, tablename) as name from pg_tables
       where schemaname not in ('pg_catalog', 'information_schema') order by 1`,
    );
    const digests: Record<string, TableDigest> = {};
    for (const { name } of tables.rows) {
      const { rows } = await client.query<TableDigest>(
        `select count(*)::int as rows, md5(coalesce(string_agg(t::text, e'\\n' order by t::text collate "C"), ''))
         from ${name} t`,
      );
      digests[name] = rows[0] as TableDigest;
    }
    return digests;
  } finally {
    await client.end();
  }
}
