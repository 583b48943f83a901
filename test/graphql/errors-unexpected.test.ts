import { unprepared } from '../../src/database/statement.js';
import { type Answer, type Gateway, startGateway } from '../support/gateway.js';
import { onlyError } from './expectations.js';

const ASSIGN = 'mutation ($input: AssignClaimInput!) { assignClaim(input: $input) { assignment { id } } }';

let gateway: Gateway;
let key: string;
let gtin: string;

beforeAll(async () => {
  gateway = await startGateway();
  const organization = await gateway.fixtures.organization();
  key = await gateway.fixtures.key(organization);
  gtin = await gateway.fixtures.product(organization);
  await gateway.fixtures.claim('VEGAN');
});
afterAll(() => gateway.close());
afterEach(() => {
  gateway.database.observer = undefined;
});

const ask = (query: string, variables?: object): Promise<Answer> =>
  gateway.graphql(query, { key, ...(variables && { variables }) });

describe('an unexpected failure', () => {
  const SECRET = 'select secret from vault';

  async function provoke(query: string): Promise<Answer> {
    gateway.database.observer = ({ name }) => {
      // The caller is known; what fails is its query.
      if (name?.endsWith('_api_key')) return;
      throw Object.assign(new TypeError(SECRET), { detail: 'of the driver' });
    };
    return ask(query);
  }

  it('is masked, with the request id for a reader of the log', async () => {
    const answer = await provoke(`{ product(gtin: "${gtin}") { id } }`);
    expect(answer.status).toBe(200);
    expect(answer.body.data).toEqual({ product: null });
    const error = onlyError(answer);
    const requestId = answer.headers.get('x-request-id');
    expect(requestId).toMatch(/^[0-9a-f-]{36}$/);
    expect(error).toEqual({
      message: `An unexpected error occurred. Request id: ${requestId}.`,
      path: ['product'],
      locations: [{ line: 1, column: 3 }],
      extensions: {
        code: 'INTERNAL_SERVER_ERROR',
        status: 500,
        problem: {
          type: 'https://closient.com/docs/errors/internal_error',
          title: 'Internal Server Error',
          status: 500,
          detail: error.message,
          error_code: 'internal_error',
          retryable: true,
          timestamp: expect.any(String),
        },
      },
    });
    expect(answer.text).not.toMatch(/secret|TypeError|node_modules|stack/);
  });

  it('is logged whole under that id', async () => {
    const answer = await provoke('{ claims { totalCount } }');
    const logged = gateway.log.filter((line) => line.requestId === answer.headers.get('x-request-id'));
    const failure = logged.find((line) => line.level === 50);
    expect(failure?.err).toMatchObject({
      type: 'TypeError',
      message: SECRET,
      detail: 'of the driver',
      stack: expect.stringContaining('errors-unexpected.test'),
    });
  });

  it('in one field leaves the others alone', async () => {
    gateway.database.observer = ({ name }) => {
      if (name === 'find_claim_by_code') throw new Error(SECRET);
    };
    const answer = await ask(`{ claimByCode(code: "VEGAN") { id } product(gtin: "${gtin}") { gtin } }`);
    expect(answer.body.data).toEqual({ claimByCode: null, product: { gtin } });
    expect(onlyError(answer).path).toEqual(['claimByCode']);
  });

  it('deep in a list takes the nearest nullable place with it', async () => {
    gateway.database.observer = ({ name }) => {
      if (name === 'find_organizations') throw new Error(SECRET);
    };
    const answer = await ask(`{ product(gtin: "${gtin}") { organization { name } } }`);
    expect(answer.body.data).toEqual({ product: null });
    expect(onlyError(answer)).toMatchObject({
      path: ['product', 'organization'],
      extensions: { code: 'INTERNAL_SERVER_ERROR' },
    });
  });

  it('of a database that cannot answer is SERVICE_UNAVAILABLE, and the cause is logged', async () => {
    await gateway.database.query(unprepared('alter table claim rename to claim_elsewhere'));
    try {
      const answer = await ask('{ claimByCode(code: "VEGAN") { id } }');
      expect(onlyError(answer).extensions).toMatchObject({
        code: 'SERVICE_UNAVAILABLE',
        status: 503,
        problem: { error_code: 'service_unavailable', retryable: true },
      });
      expect(answer.text).not.toMatch(/relation|42P01|select/);
      const logged = gateway.log.find(
        (line) => line.level === 40 && line.requestId === answer.headers.get('x-request-id'),
      );
      expect(logged?.err).toMatchObject({ message: expect.stringContaining('"claim" does not exist') });
    } finally {
      await gateway.database.query(unprepared('alter table claim_elsewhere rename to claim'));
    }
  });

  it('is the only kind that is logged as an error', async () => {
    const before = gateway.log.filter((line) => Number(line.level) >= 40).length;
    await ask('{ nothing }');
    await ask('{');
    await ask(ASSIGN, { input: { gtin: 5 } });
    await ask(ASSIGN, { input: { gtin: 'x', claimId: 'y' } });
    await ask('{ products(after: "x") { totalCount } }');
    expect(gateway.log.filter((line) => Number(line.level) >= 40)).toHaveLength(before);
  });
});
