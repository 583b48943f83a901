import { shortId } from '../../src/codecs/short-id.js';
import type { Gateway } from '../support/gateway.js';
import { shareGateway } from '../support/shared-gateway.js';
import { onlyError } from './expectations.js';
import { PLAIN, RESPONSE, requestsOf } from './http-requests.js';

const ASSIGN = 'mutation ($input: AssignClaimInput!) { assignClaim(input: $input) { assignment { id } } }';

let gateway: Gateway;
let organization: string;
let post: ReturnType<typeof requestsOf>['post'];
let get: ReturnType<typeof requestsOf>['get'];

beforeAll(async () => {
  gateway = await shareGateway();
  organization = await gateway.fixtures.organization();
  ({ post, get } = requestsOf(gateway, await gateway.fixtures.key(organization)));
});
afterAll(() => gateway.close());

describe('the media type of answers', () => {
  it.each([
    ['no preference', undefined, PLAIN],
    ['anything', '*/*', PLAIN],
    ['any application', 'application/*', PLAIN],
    ['plain JSON', 'application/json', PLAIN],
    ['plain JSON with a charset', 'Application/JSON; charset=UTF-8', PLAIN],
    ['the type of GraphQL', 'application/graphql-response+json', RESPONSE],
    [
      'both, as the specification writes them',
      'application/graphql-response+json, application/json;q=0.9',
      RESPONSE,
    ],
    ['both alike', 'application/json, application/graphql-response+json', PLAIN],
    ['both, the other way round', 'application/graphql-response+json,application/json', RESPONSE],
    ['plain JSON rather', 'application/graphql-response+json;q=0.5, application/json', PLAIN],
    ['anything but plain JSON', 'application/json;q=0, */*', RESPONSE],
    ['the type of GraphQL by name', '*/*, application/graphql-response+json', RESPONSE],
    ['neither', 'text/html', PLAIN],
    ['what a browser wants', 'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8', PLAIN],
    ['nonsense', ';;q=,,/', PLAIN],
  ])('follows Accept: %s', async (_, accept, mediaType) => {
    for (const answer of [
      await post({ query: '{ __typename }' }, { accept }),
      await post('{', { accept }),
      await post({ query: '{ __typename }' }, { accept, 'x-api-key': 'wrong' }),
    ]) {
      expect(answer.headers.get('content-type')).toBe(mediaType);
    }
  });

  it('never lets a mutation run and then refuses to tell of it', async () => {
    const gtin = await gateway.fixtures.product(organization);
    const claimId = shortId(await gateway.fixtures.claim('ACCEPTED'));
    const answer = await post(
      { query: ASSIGN, variables: { input: { gtin, claimId } } },
      { accept: 'text/html' },
    );
    expect(answer.status).toBe(200);
    expect(answer.body.data.assignClaim.assignment.id).toBe(`${gtin}.${claimId}`);
  });
});

describe('the status of requests that were not executed', () => {
  const faults: [string, object][] = [
    ['a document that cannot be parsed', { query: '{' }],
    ['an invalid document', { query: '{ nothing }' }],
    ['a subscription', { query: 'subscription { claimAssigned }' }],
    ['variables of the wrong type', { query: ASSIGN, variables: { input: { gtin: 5 } } }],
    ['a missing variable', { query: ASSIGN }],
    ['an unknown operation', { query: 'query A { __typename }', operationName: 'B' }],
    ['several operations and no name', { query: 'query A { __typename } query B { __typename }' }],
    ['a persisted query', { extensions: { persistedQuery: { version: 1, sha256Hash: 'ab' } } }],
  ];

  it.each(faults)('is 200 in plain JSON: %s', async (_, request) => {
    const answer = await post(request, { accept: 'application/json' });
    expect([answer.status, answer.headers.get('content-type')]).toEqual([200, PLAIN]);
    expect(answer.body).not.toHaveProperty('data');
    expect(answer.body.errors.length).toBeGreaterThan(0);
  });

  it.each(faults)('is 400 in the type of GraphQL: %s', async (_, request) => {
    const answer = await post(request, { accept: 'application/graphql-response+json' });
    expect([answer.status, answer.headers.get('content-type')]).toEqual([400, RESPONSE]);
    expect(answer.body).not.toHaveProperty('data');
    expect(answer.body.errors.length).toBeGreaterThan(0);
  });

  it.each([PLAIN, RESPONSE])(
    'is 200 once it was executed, whatever became of its fields (%s)',
    async (accept) => {
      for (const query of ['{ product(gtin: "x") { id } }', '{ products(first: -1) { totalCount } }']) {
        const answer = await post({ query }, { accept });
        expect(answer.status).toBe(200);
        expect(answer.body).toHaveProperty('data');
        expect(onlyError(answer).extensions.status).toBe(422);
      }
    },
  );

  it.each([PLAIN, RESPONSE])('is 401 without a credential (%s)', async (accept) => {
    const answer = await post({ query: '{ claims { totalCount } }' }, { accept, 'x-api-key': undefined });
    expect([answer.status, answer.headers.get('content-type')]).toEqual([401, accept]);
  });
});

describe('X-Request-Id', () => {
  it('is on every answer, and another each time', async () => {
    const answers = [
      await post({ query: '{ __typename }' }),
      await post({ query: '{' }),
      await post('{'),
      await post({ query: '{ __typename }' }, { 'x-api-key': 'wrong' }),
      await get({ query: '{ __typename }' }),
      await gateway.request('/graphql', { method: 'PUT' }),
    ];
    const ids = answers.map((answer) => answer.headers.get('x-request-id'));
    for (const id of ids) expect(id).toMatch(/^[0-9a-f-]{36}$/);
    expect(new Set(ids).size).toBe(ids.length);
  });
});
