import type { Answer, Gateway } from '../support/gateway.js';
import { shareGateway } from '../support/shared-gateway.js';
import { expectContractExtensions, onlyError } from './expectations.js';

let gateway: Gateway;
let key: string;

beforeAll(async () => {
  gateway = await shareGateway();
  key = await gateway.fixtures.key(await gateway.fixtures.organization());
});
afterAll(() => gateway.close());

const ask = (query: string): Promise<Answer> => gateway.graphql(query, { key });

describe('a document at fault', () => {
  it.each([
    '{ products(',
    '{',
    'query {}',
    '# nothing',
    '{ a } }',
    '\ud800',
    '{ product(gtin: "\\uD800") { id } }',
  ])('that cannot be parsed is GRAPHQL_PARSE_FAILED: %j', async (query) => {
    const answer = await ask(query);
    expect(answer.body).not.toHaveProperty('data');
    const { message, extensions, locations } = onlyError(answer);
    expect(message).toMatch(/^Syntax Error: /);
    expect(extensions).toMatchObject({
      code: 'GRAPHQL_PARSE_FAILED',
      status: 400,
      problem: { error_code: 'bad_request', title: 'Bad Request', retryable: false },
    });
    expect(locations).toHaveLength(1);
  });

  it.each([
    '{ nothing }',
    '{ products }',
    '{ product { id } }',
    '{ products(first: "1") { totalCount } }',
    '{ products(first: 99999999999) { totalCount } }',
    '{ product(gtin: 12345678) { id } }',
    'mutation { assignClaim(input: { gtin: "12345678", claimId: "x", metadata: "y" }) { assignment { id } } }',
    'mutation { assignClaim(input: { gtin: null, claimId: "x" }) { assignment { id } } }',
    'query ($n: Nothing) { product(gtin: $n) { id } }',
    'query ($n: Int) { __typename }',
    'query ($n: String) { products(first: $n) { totalCount } }',
    '{ ...Nothing }',
    '{ ... @defer { __typename } }',
    'subscription { claimAssigned { id } }',
  ])('that is invalid is GRAPHQL_VALIDATION_FAILED: %s', async (query) => {
    const answer = await ask(query);
    expect(answer.body).not.toHaveProperty('data');
    const { extensions, locations } = onlyError(answer);
    expect(extensions).toMatchObject({
      code: 'GRAPHQL_VALIDATION_FAILED',
      status: 400,
      problem: { error_code: 'bad_request', title: 'Bad Request', retryable: false },
    });
    expect(locations.length).toBeGreaterThan(0);
  });

  it('may have several faults', async () => {
    const { body } = await ask('{ one two }');
    expect(body.errors).toHaveLength(2);
    for (const error of body.errors) expectContractExtensions(error);
  });

  it.each([
    ['names an operation that is not there', 'query A { __typename }', 'B'],
    ['leaves open which operation is meant', 'query A { __typename } query B { __typename }', undefined],
  ])('that %s is OPERATION_RESOLUTION_FAILURE', async (_, query, operationName) => {
    const answer = await gateway.graphql(query, { key, ...(operationName && { operationName }) });
    expect(onlyError(answer).extensions).toMatchObject({
      code: 'OPERATION_RESOLUTION_FAILURE',
      status: 400,
      problem: { error_code: 'bad_request' },
    });
  });
});
