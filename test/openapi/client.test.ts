import createClient, { type Client } from 'openapi-fetch';
import { type Scene, setScene } from '../rest/scene.js';
import type { paths } from './client-types.js';

const CLAIMS = '/certifications/api/v1/claims';
const PRODUCT_CLAIMS = '/certifications/api/v1/products/{gtin}/claims';
const PRODUCT_CLAIM = '/certifications/api/v1/products/{gtin}/claims/{claim_id}';

let scene: Scene;
/** A client whose types are generated from the OpenAPI document. */
let client: Client<paths>;

beforeAll(async () => {
  scene = await setScene();
  client = createClient<paths>({ baseUrl: scene.gateway.url, headers: { 'X-API-Key': scene.key } });
});
afterAll(() => scene.gateway.close());

describe('a client that is generated from the OpenAPI document', () => {
  it('finds a claim, assigns it, reads it, changes it and takes it off', async () => {
    const found = await client.GET(CLAIMS, { params: { query: { code: 'non_gmo', page_size: 1 } } });
    const claim = found.data?.data[0];
    expect(found.data?.pagination.total_count).toBe(1);
    const claim_id = claim?.id as string;

    const one = await client.GET(`${CLAIMS}/{id}`, { params: { path: { id: claim_id } } });
    expect(one.data).toEqual(claim);

    const { gtin } = scene;
    const assigned = await client.POST(PRODUCT_CLAIMS, {
      params: { path: { gtin } },
      body: { claim_id, source: 'THIRD_PARTY_VERIFIED', valid_from: '2026-01-01', metadata: { lot: '7' } },
    });
    expect(assigned.response.status).toBe(201);

    const path = { gtin, claim_id };
    const read = await client.GET(PRODUCT_CLAIM, { params: { path } });
    expect(read.data).toEqual(assigned.data);

    const changed = await client.PATCH(PRODUCT_CLAIM, {
      params: { path },
      body: { expiration_date: '2026-12-31', metadata: { lot: '' } },
    });
    expect(changed.data).toEqual({ ...read.data, expiration_date: '2026-12-31', metadata: {} });

    const listed = await client.GET(PRODUCT_CLAIMS, { params: { path: { gtin } } });
    expect(listed.data).toEqual([changed.data]);

    const removed = await client.DELETE(PRODUCT_CLAIM, { params: { path } });
    expect([removed.response.status, removed.error]).toEqual([204, undefined]);
    expect((await client.GET(PRODUCT_CLAIMS, { params: { path: { gtin } } })).data).toEqual([]);
  });

  it('gets failures as problem documents', async () => {
    const { error } = await client.POST(PRODUCT_CLAIMS, {
      params: { path: { gtin: '99999999' } },
      body: { claim_id: scene.claim },
    });
    // Known to the type checker as ErrorOut.
    const { status, error_code, retryable }: NonNullable<typeof error> = error as NonNullable<typeof error>;
    expect({ status, error_code, retryable }).toEqual({
      status: 404,
      error_code: 'not_found',
      retryable: false,
    });
  });

  it('cannot be used in ways that the document does not have', () => {
    const misuses = () => [
      // @ts-expect-error The claim is required.
      client.POST(PRODUCT_CLAIMS, { params: { path: { gtin: '' } }, body: {} }),
      // @ts-expect-error There is no such source.
      client.PATCH(PRODUCT_CLAIM, { params: { path: { gtin: '', claim_id: '' } }, body: { source: 'X' } }),
      // @ts-expect-error A page is a number.
      client.GET(CLAIMS, { params: { query: { page: '1' } } }),
      // @ts-expect-error There is no such operation.
      client.PUT(CLAIMS),
    ];
    expect(misuses).toBeInstanceOf(Function);
  });
});
