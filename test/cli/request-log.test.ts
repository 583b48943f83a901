import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { eventually } from '../support/eventually.js';
import { type Served, serve } from '../support/served.js';

let test: TestDatabase;
let served: Served | undefined;

beforeAll(async () => {
  test = await createTestDatabase();
});
afterEach(async () => {
  await served?.stop();
});
afterAll(() => test.drop());

async function start(env: Record<string, string>): Promise<Served> {
  served = await serve({ DATABASE_URL: test.url, ...env });
  return served;
}

const lines = ({ output }: Served) => output().stderr.trim().split('\n');

const requestLines = (one: Served) =>
  lines(one)
    .map((line) => JSON.parse(line))
    .filter(({ msg }) => msg === 'request');

it('stderr has one line of JSON for each request, soon and in the form of all others', async () => {
  const one = await start({});
  const answer = await fetch(`${one.url}/certifications/api/v1/claims`);
  await eventually(() => requestLines(one).length === 1);
  const [line] = requestLines(one);
  expect(Object.keys(line)).toEqual([
    ...['level', 'time', 'requestId', 'method', 'route', 'status', 'durationMs', 'account', 'msg'],
  ]);
  expect(line).toMatchObject({ level: 30, status: 401, requestId: answer.headers.get('x-request-id') });
  expect(Math.abs(Date.now() - Date.parse(line.time))).toBeLessThan(10_000);
});

it('the lines of the last requests are written when the server stops', async () => {
  const one = await start({});
  for (let i = 0; i < 5; i++) await fetch(`${one.url}/certifications/api/v1/claims`);
  await one.stop();
  expect(requestLines(one)).toHaveLength(5);
});

it('LOG_REQUESTS=false leaves them out', async () => {
  const one = await start({ LOG_REQUESTS: 'false' });
  await fetch(`${one.url}/certifications/api/v1/claims`);
  await one.stop();
  expect(requestLines(one)).toEqual([]);
});

it('they are readable where the log is pretty', async () => {
  const one = await start({ LOG_FORMAT: 'pretty', LOG_REQUESTS: 'true' });
  await fetch(`${one.url}/certifications/api/v1/claims`);
  await eventually(() => one.output().stderr.includes('request'));
  expect(one.output().stderr).toMatch(/INFO.*request/);
});
