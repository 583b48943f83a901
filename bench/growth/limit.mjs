import { Database, services, unprepared } from './gateway.mjs';
import { commonWord } from './words.mjs';

/** A limit that the heavy requests below do not keep, in milliseconds. */
const LOWERED = 20;

/** Shows that what runs too long ends as `service_unavailable`, under the pool's own limit and a lower one. */
export async function checkTimeLimit(large, url) {
  const { principal } = large;
  const database = await Database.open({ url, poolSize: 1, warn: console.warn });
  console.log('\n### time limit\n\n| request | limit | ended after (ms) | as |\n|---|--:|--:|---|');
  await check('`pg_sleep(30)`', "the pool's own", () => database.query(unprepared('select pg_sleep(30)')));
  const lowered = async (request, run) => {
    // A connection whose statement failed is closed, so the next one has to be told as well.
    await database.query(unprepared(`set statement_timeout = ${LOWERED}`));
    await check(request, `${LOWERED} ms`, run);
  };
  await lowered('totalCount of products', () => services.countProducts(database, principal));
  await lowered('totalCount of products(text: common word)', () =>
    services.countProducts(database, principal, { text: commonWord }),
  );
  await lowered('totalCount of products(claimCodes: 10 frequent)', () =>
    services.countProducts(database, principal, { claimCodes: large.frequentCodes }),
  );
  await lowered('products(text: common word) by NAME, 10 claim codes', () =>
    services.listProducts(
      database,
      principal,
      {},
      { text: commonWord, claimCodes: large.frequentCodes },
      { field: 'NAME', direction: 'DESC' },
    ),
  );
  await database.close();
}

async function check(request, limit, run) {
  const start = performance.now();
  const problem = await run().then(
    () => null,
    (error) => error,
  );
  const time = (performance.now() - start).toFixed(0);
  const code = problem?.code;
  console.log(`| ${request} | ${limit} | ${time} | ${code ? `\`${code}\`` : 'answered'} |`);
  if (code !== 'service_unavailable') process.exitCode = 1;
}
