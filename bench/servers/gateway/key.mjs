import { ORGANIZATION } from '../../database/catalogue.mjs';
import { withClient } from '../../database/generate.mjs';
import { run } from '../../measure/processes.mjs';

/** More than any run asks. Requests are counted all the same. */
const UNREACHABLE = '999999999';

/** Makes a key of the organization that owns the products, as an operator would. */
export async function createKey(folder, url) {
  // Those of runs that could not end are of no use any more.
  await withClient(url, (client) => client.query('delete from api_key'));
  const output = await run(
    [
      ...[process.execPath, `${folder}/dist/cli/claims.js`, 'keys', 'create', '--json', '--role', 'editor'],
      ...['--organization', ORGANIZATION, '--name', 'bench'],
      ...['--rate-limit-per-minute', UNREACHABLE, '--rate-limit-per-day', UNREACHABLE],
    ],
    { timeout: 60_000, env: { ...process.env, DATABASE_URL: url } },
  );
  return JSON.parse(output).key;
}
