import { HeaderMap } from '@apollo/server';
import { pino } from 'pino';
import { Problem } from '../../src/errors/problem.js';
import { Executor } from '../../src/graphql/executor/executor.js';
import { errorFormatter } from '../../src/graphql/format-error.js';
import { OperationGate } from '../../src/graphql/operation-gate.js';
import type { Answer, Gateway } from '../support/gateway.js';
import { shareGateway } from '../support/shared-gateway.js';
import { onlyError } from './expectations.js';

const SECRET = 'select secret from vault';

let gateway: Gateway;
let key: string;

beforeAll(async () => {
  gateway = await shareGateway();
  key = await gateway.fixtures.key(await gateway.fixtures.organization());
});
afterAll(() => gateway.close());
let restore: (() => void) | undefined;
afterEach(() => {
  restore?.();
  restore = undefined;
  gateway.database.observer = undefined;
});

function replace<T extends object, K extends keyof T>(object: T, name: K, value: T[K]): void {
  const original = object[name];
  object[name] = value;
  restore = () => {
    object[name] = original;
  };
}

/** What is logged as an error under the request id of a response. */
const logged = ({ headers }: Answer) =>
  gateway.log.filter((line) => line.level === 50 && line.requestId === headers.get('x-request-id'));

function fail(): never {
  throw new TypeError(SECRET);
}

/** Lets everything that is asked of the database fail with a problem that cannot be rendered. */
function failWithUnrenderableProblem(): void {
  const problem = new Problem('validation_error', 'Validation error.');
  Object.defineProperty(problem, 'issues', { get: fail });
  gateway.database.observer = ({ name }) => {
    if (!name?.endsWith('_api_key')) throw problem;
  };
}

/** Where something of ours fails that Apollo Server calls. */
const failures: readonly (readonly [string, string, () => unknown])[] = [
  ['didResolveOperation', '{ claims { totalCount } }', () => replace(OperationGate.prototype, 'pass', fail)],
  ['responseForOperation', '{ claims { totalCount } }', () => replace(Executor.prototype, 'execute', fail)],
  [
    'willSendResponse',
    '{ viewer { role } }',
    () => {
      const { set } = HeaderMap.prototype;
      replace(HeaderMap.prototype, 'set', function (this: HeaderMap, name, value) {
        if (name !== 'content-type') return set.call(this, name, value);
        restore?.();
        return fail();
      });
    },
  ],
  ['the answer of a plan', '{ claims { totalCount } }', failWithUnrenderableProblem],
  ['the format of an error', '{ node(id: "09520000000001") { id } }', failWithUnrenderableProblem],
];

describe.each(failures)('a failure in %s', (_, query, arrange) => {
  it('shows the request id and nothing else', async () => {
    arrange();
    const answer = await gateway.graphql(query, { key });
    const { message, extensions } = onlyError(answer);
    expect(message).toBe(`An unexpected error occurred. Request id: ${answer.headers.get('x-request-id')}.`);
    expect(extensions).toMatchObject({ code: 'INTERNAL_SERVER_ERROR', status: 500 });
    expect(answer.text).not.toMatch(/secret|TypeError|node_modules|stack/);
  });

  it('is logged in full under that id, once', async () => {
    arrange();
    const answer = await gateway.graphql(query, { key });
    expect(logged(answer)).toMatchObject([
      { err: { type: 'TypeError', message: SECRET, stack: expect.stringContaining('errors-of-hooks.test') } },
    ]);
  });
});

describe('an error that belongs to no request', () => {
  it('is logged under the id that is shown', () => {
    const lines: Record<string, unknown>[] = [];
    const log = pino({}, { write: (line: string) => lines.push(JSON.parse(line)) });
    const { message } = errorFormatter(log)({ message: SECRET }, new TypeError(SECRET));
    expect(lines).toMatchObject([{ level: 50, err: { message: SECRET } }]);
    expect(message).toBe(`An unexpected error occurred. Request id: ${lines[0]?.requestId}.`);
  });
});
