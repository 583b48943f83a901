import { availableParallelism } from 'node:os';
import {
  connectionsOf,
  requireSettingsOfWorkers,
  workersArgument,
} from '../../src/cli/workers/worker-count.js';
import { runClaims } from '../support/cli.js';

const serve = (workers: string, env: Readonly<Record<string, string>> = {}) =>
  runClaims(['serve', '--workers', workers], { DATABASE_URL: 'postgres://nobody@127.0.0.1:9/none', ...env });

describe('claims serve --workers is refused with one sentence', () => {
  it('for a number that is none of workers', async () => {
    const refused = await serve('0', { REDIS_URL: 'redis://127.0.0.1:9' });
    expect(refused).toMatchObject({ code: 1, stdout: '' });
    expect(refused.stderr).toMatch(/^claims: [^\n]*--workers[^\n]*from 1 to 256, or auto[^\n]*\.\n$/);
  });

  it('without REDIS_URL', async () => {
    const refused = await serve('2');
    expect(refused).toMatchObject({ code: 1, stdout: '' });
    expect(refused.stderr).toMatch(/^claims: The environment variable REDIS_URL is missing: [^\n]*\.\n$/);
  });

  it('for more workers than the pool has connections for', async () => {
    const refused = await serve('4', { REDIS_URL: 'redis://127.0.0.1:9', DATABASE_POOL_SIZE: '7' });
    expect(refused).toMatchObject({ code: 1, stdout: '' });
    expect(refused.stderr).toMatch(
      /^claims: DATABASE_POOL_SIZE is 7, too few connections for 4 workers: set it to 8 or more, [^\n]* 3 or fewer\.\n$/,
    );
  });
});

describe('the number of workers', () => {
  it('is that of the cores for auto, in any letter case', () => {
    expect(workersArgument('auto')).toBe(availableParallelism());
    expect(workersArgument('AUTO')).toBe(availableParallelism());
  });

  it.each(['0', '-1', '1.5', '1e1', 'two', '', ' ', '257'])('is not %j', (text) => {
    expect(() => workersArgument(text)).toThrow('from 1 to 256');
  });

  it('needs REDIS_URL from 2 on', () => {
    const settings = { REDIS_URL: undefined, DATABASE_POOL_SIZE: 10 };
    expect(() => requireSettingsOfWorkers(1, settings)).not.toThrow();
    expect(() => requireSettingsOfWorkers(2, settings)).toThrow('REDIS_URL');
  });

  it.each([
    [10, 2, [5, 5]],
    [10, 4, [3, 3, 2, 2]],
    [8, 4, [2, 2, 2, 2]],
  ])('divides %d connections among %d', (poolSize, workers, expected) => {
    expect(expected.map((_, i) => connectionsOf(i + 1, workers, poolSize))).toEqual(expected);
  });
});
