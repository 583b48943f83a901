import { shortId } from '../../src/codecs/short-id.js';
import type { Gateway } from '../support/gateway.js';
import { shareGateway } from '../support/shared-gateway.js';
import { success } from './expectations.js';

const QUERY = '{ viewer { role credential organization { id name } } }';

let gateway: Gateway;
let organization: string;

beforeAll(async () => {
  gateway = await shareGateway();
  organization = await gateway.fixtures.organization('Meadow Foods');
});
afterAll(() => gateway.close());

describe('viewer', () => {
  it.each([
    ['csb', 'editor', 'BUSINESS_KEY', 'EDITOR'],
    ['csb', 'readonly', 'BUSINESS_KEY', 'READONLY'],
    ['csu', 'manager', 'USER_KEY', 'MANAGER'],
    ['cpk', 'readonly', 'PUBLISHABLE_KEY', 'READONLY'],
  ] as const)('of a %s key with the role %s is a %s that is %s', async (type, role, credential, shown) => {
    const key = await gateway.fixtures.key(organization, { type, role });
    const { body } = await gateway.graphql(QUERY, { key });
    expect(body).toEqual(
      success({
        viewer: {
          role: shown,
          credential,
          organization: { id: `organization.${shortId(organization)}`, name: 'Meadow Foods' },
        },
      }),
    );
  });

  it('is null without a credential', async () => {
    const answer = await gateway.graphql(QUERY);
    expect(answer.status).toBe(401);
    expect(answer.body.data).toBeUndefined();
    expect(answer.body.errors[0].extensions.code).toBe('UNAUTHENTICATED');
  });
});
