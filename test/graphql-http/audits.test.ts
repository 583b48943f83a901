import { serverAudits } from 'graphql-http';
import { type Gateway, startGateway } from '../support/gateway.js';

const BLOCKED = 'A GET that any site could make a browser send is blocked (CSRF).';

/** The audits that do not end with `ok`, by id, and why they stay so. None is an error or a warning. */
const remaining: Readonly<Record<string, string>> = {
  '5A70': BLOCKED,
  D6D5: BLOCKED,
  '6A70': BLOCKED,
};

let gateway: Gateway;
let key: string;

beforeAll(async () => {
  gateway = await startGateway();
  key = await gateway.fixtures.key(await gateway.fixtures.organization());
});
afterAll(() => gateway.close());

/** The audits of `graphql-http`, whose requests are sent with a key and further headers. */
function auditsWith(headers: Record<string, string> = {}) {
  return serverAudits({
    url: () => `${gateway.url}/graphql`,
    fetchFn: (url: string, init: RequestInit = {}) =>
      fetch(url, { ...init, headers: { ...init.headers, 'x-api-key': key, ...headers } }),
  });
}

describe('an audit of GraphQL over HTTP', () => {
  it.each(auditsWith())('$id: $name', async ({ id, fn }) => {
    const result = await fn();
    const fault = result.status === 'ok' ? undefined : `${result.status}: ${result.reason}`;
    expect(fault).toEqual(id in remaining ? expect.stringMatching(/^notice: /) : undefined);
  });

  it.each(auditsWith({ 'apollo-require-preflight': '1' }))(
    '$id as a script sends it: $name',
    async ({ fn }) => {
      expect(await fn()).toMatchObject({ status: 'ok' });
    },
  );

  it('exists for every exception', () => {
    expect(auditsWith().map(({ id }) => id)).toEqual(expect.arrayContaining(Object.keys(remaining)));
  });
});
