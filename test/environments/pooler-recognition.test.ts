import { Database } from '../../src/database/database.js';
import { prepared } from '../../src/database/statement.js';
import { requireSupportedServer } from '../../src/database/supported-server.js';
import { runClaims } from '../support/cli.js';
import { describeWithPgBouncer } from '../support/pgbouncer.js';
import { Poolers } from '../support/poolers.js';

describeWithPgBouncer('a pooler for which the gateway is not configured', () => {
  let poolers: Poolers;
  beforeAll(async () => {
    poolers = await Poolers.create();
  });
  afterAll(() => poolers.remove());

  it('that refuses our settings is named as commands and the server start', async () => {
    expect(await runClaims(['serve'], { DATABASE_URL: await poolers.start() })).toEqual({
      code: 1,
      stdout: '',
      stderr: expect.stringMatching(
        /^claims: A connection pooler stands .* \(unsupported startup parameter.*\): set DATABASE_POOLER=transaction\.\n$/,
      ),
    });
  });

  it('that ignores our settings is named as well', async () => {
    const url = await poolers.start({ ignore_startup_parameters: 'options,statement_timeout' });
    const database = await Database.open({ url, poolSize: 2, warn: () => {} });
    const start = requireSupportedServer(database);
    await expect(start).rejects.toThrow(
      'A connection pooler stands between the gateway and the database at DATABASE_URL (settings that connections are opened with are ignored): set DATABASE_POOLER=transaction.',
    );
    await database.close();
  });

  it.each([
    ['DATABASE_URL', 'options=-c%20search_path%3Dapp', {}, 'the parameter options of DATABASE_URL'],
    ['PGOPTIONS', '', { PGOPTIONS: '-c search_path=app' }, 'the environment variable PGOPTIONS'],
  ])('that refuses the options of %s is answered with what to do', async (_, query, environment, label) => {
    const stock = await poolers.start();
    const url = `${stock}${stock.includes('?') ? '&' : '?'}${query}`;
    const open = (pooler?: 'transaction') =>
      Database.open({ url, environment, poolSize: 1, pooler, warn: () => {} });
    const configured = await open('transaction');
    await expect(requireSupportedServer(configured)).rejects.toThrow(
      `The database at DATABASE_URL cannot be used: unsupported startup parameter: options: leave out ${label}, which the pooler does not take, and let the role have these settings (alter role … set …).`,
    );
    await configured.close();
    const other = await open();
    await expect(requireSupportedServer(other)).rejects.toThrow(
      /\(unsupported startup parameter: options\): set DATABASE_POOLER=transaction\.$/,
    );
    await other.close();
  });

  it('that mixes up named statements is named in the log, and clients receive a 503', async () => {
    const url = await poolers.start({
      ignore_startup_parameters: 'options,statement_timeout',
      default_pool_size: 1,
    });
    const warnings: string[] = [];
    const database = await Database.open({ url, poolSize: 4, warn: (message) => warnings.push(message) });
    const named = prepared('one', 'select 1');
    const request = database.forRequest('key.1', () => false);
    const outcomes = await Promise.allSettled([request.query(named), request.query(named)]);
    await database.close();
    expect(outcomes.find(({ status }) => status === 'rejected')).toMatchObject({
      reason: { code: 'service_unavailable', cause: { code: '42P05' } },
    });
    expect(warnings).toEqual([
      'A connection pooler stands between the gateway and the database at DATABASE_URL (prepared statement already exists): set DATABASE_POOLER=transaction.',
    ]);
  });
});
