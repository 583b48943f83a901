import { execFile } from 'node:child_process';
import { pathToFileURL } from 'node:url';
import { describeWithRedis, type RedisServer, startRedis } from '../support/redis.js';

const BUILT = pathToFileURL('dist/quotas/open-store.js').href;

/** A process that counts one request and closes its store; nothing ends it but having nothing left to do. */
const PROGRAM = `
const { openQuotaStore } = await import(${JSON.stringify(BUILT)});
const log = { info() {}, warn() {} };
const store = await openQuotaStore(process.env.REDIS_URL, log);
const account = { name: 'key.1', perMinute: 10, perDay: 100 };
const { accepted } = await store.charge(account, 1);
process.stdout.write(JSON.stringify({ accepted, degraded: store.degraded }));
await store.close();
`;

function countAndClose(env: Record<string, string>): Promise<{ stdout: string; error: Error | null }> {
  return new Promise((done) => {
    execFile(
      process.execPath,
      ['--input-type=module', '--eval', PROGRAM],
      { env, timeout: 15_000 },
      (error, stdout) => done({ stdout, error }),
    );
  });
}

it('counts in the process without a Redis', async () => {
  expect(await countAndClose({})).toEqual({ stdout: '{"accepted":true,"degraded":false}', error: null });
});

describeWithRedis('a process that has closed its store ends by itself', () => {
  let server: RedisServer;
  beforeEach(async () => {
    server = await startRedis();
  });
  afterEach(() => server.remove());

  it('when Redis is there', async () => {
    const answer = await countAndClose({ REDIS_URL: server.url });
    expect(answer).toEqual({ stdout: '{"accepted":true,"degraded":false}', error: null });
  });

  it('when Redis refuses connections', async () => {
    await server.kill();
    const answer = await countAndClose({ REDIS_URL: server.url });
    expect(answer).toEqual({ stdout: '{"accepted":true,"degraded":true}', error: null });
  });

  it('when Redis hangs', async () => {
    server.halt();
    const answer = await countAndClose({ REDIS_URL: server.url });
    expect(answer).toEqual({ stdout: '{"accepted":true,"degraded":true}', error: null });
  });

  it('when no such host is known', async () => {
    const answer = await countAndClose({ REDIS_URL: 'redis://redis.invalid:6379' });
    expect(answer).toEqual({ stdout: '{"accepted":true,"degraded":true}', error: null });
  });
});
