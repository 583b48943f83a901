import type { Gateway } from '../support/gateway.js';
import { shareGateway } from '../support/shared-gateway.js';

const REST = '/certifications/api/v1';

let gateway: Gateway;
let key: string;
let gtin: string;
let claim_id: string;

beforeAll(async () => {
  gateway = await shareGateway();
  const organization = await gateway.fixtures.organization();
  key = await gateway.fixtures.key(organization);
  gtin = await gateway.fixtures.product(organization);
  claim_id = await gateway.fixtures.claim('VEGAN');
});
afterAll(() => gateway.close());

const send = (path: string, method = 'GET', body?: object) =>
  gateway.request(path, {
    method,
    headers: { 'x-api-key': key, 'content-type': 'application/json' },
    ...(body && { body: JSON.stringify(body) }),
  });

describe('a slash behind the path of an API', () => {
  it.each(['/graphql/', '/graphql/?x=1'])('makes no difference to GraphQL: %s', async (path) => {
    const answer = await send(path, 'POST', { query: '{ viewer { role } }' });
    expect([answer.status, answer.body.data]).toEqual([200, { viewer: { role: 'EDITOR' } }]);
    expect(answer.headers.get('ratelimit-remaining')).not.toBeNull();
  });

  it('leaves errors in the form of GraphQL', async () => {
    const { status, body } = await gateway.request('/graphql/?query=%7Bviewer%7Brole%7D%7D');
    expect([status, body.errors[0].extensions.code]).toEqual([400, 'BAD_REQUEST']);
  });

  it('makes no difference to REST operations', async () => {
    const claims = `${REST}/products/${gtin}/claims`;
    const created = await send(`${claims}/`, 'POST', { claim_id });
    expect(created.status).toBe(201);
    expect(created.headers.get('location')).toBe(`${claims}/${created.body.id}`);
    expect((await send(`${claims}/`)).body).toEqual([created.body]);
    expect((await send(`${claims}/${claim_id}/`)).body).toEqual(created.body);
    expect((await send(`${claims}/${claim_id}/`, 'DELETE')).status).toBe(204);
    expect((await send(`${REST}/claims/?code=vegan`)).body.pagination.total_count).toBe(1);
    expect((await send(`${REST}/openapi.json/`)).body.openapi).toBe('3.1.0');
  });

  it('leaves 404, 405 and its Allow as they are', async () => {
    expect((await send(`${REST}/unknown/`)).status).toBe(404);
    const { status, headers } = await send(`${REST}/claims/`, 'DELETE');
    expect([status, headers.get('allow')]).toEqual([405, 'GET, HEAD']);
  });

  it.each(['//graphql', '/graphql//', `${REST}/claims//`, `${REST}/`])(
    'is one slash: %s is unknown',
    async (path) => {
      expect((await send(path)).status).toBe(404);
    },
  );
});

it.each(['/metrics/', '/healthz/', '/session/', '/assets/'])(
  'a slash behind another path, which a proxy may have to hide, makes it unknown: %s',
  async (path) => {
    expect((await send(path)).status).toBe(404);
  },
);
