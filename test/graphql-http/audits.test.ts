import { serverAudits } from 'graphql-http';
import type { Gateway } from '../support/gateway.js';
import { shareGateway } from '../support/shared-gateway.js';

let gateway: Gateway;
let key: string;

beforeAll(async () => {
  gateway = await shareGateway();
  key = await gateway.fixtures.key(await gateway.fixtures.organization());
});
afterAll(() => gateway.close());

/** The audits of `graphql-http`, whose requests are sent with a key. */
const audits = serverAudits({
  url: () => `${gateway.url}/graphql`,
  fetchFn: (url: string, init: RequestInit = {}) =>
    fetch(url, { ...init, headers: { ...init.headers, 'x-api-key': key } }),
});

describe('an audit of GraphQL over HTTP', () => {
  it.each(audits)('$id: $name', async ({ fn }) => {
    expect(await fn()).toMatchObject({ status: 'ok' });
  });
});
