import { type DemoGateway, startDemoGateway } from '../../support/demo-gateway.js';
import { REST_BASE } from '../scene.js';

let gateway: DemoGateway;
let document: any;

beforeAll(async () => {
  gateway = await startDemoGateway();
  document = (await gateway.request(`${REST_BASE}/openapi.json`)).body;
});
afterAll(() => gateway.close());

/** Sends an operation as the examples of the document have it. */
async function sendExample(method: string, template: string) {
  const { parameters, requestBody } = document.paths[`${REST_BASE}${template}`][method];
  const path = parameters
    .filter((parameter: any) => parameter.in === 'path')
    .reduce((filled: string, { name, example }: any) => filled.replace(`{${name}}`, example), template);
  const schema = requestBody?.content['application/json'].schema.$ref.split('/').at(-1);
  const body = schema && document.components.schemas[schema].examples[0];
  return gateway.rest(method.toUpperCase(), path, { key: gateway.key, ...(body && { body }) });
}

describe('the examples of the OpenAPI document while there is a demo', () => {
  it('assign a claim to a product, and refer to the result by their Location', async () => {
    const operation = document.paths[`${REST_BASE}/products/{gtin}/claims`].post;
    const { status, headers } = await sendExample('post', '/products/{gtin}/claims');
    expect(status).toBe(201);
    expect(headers.get('location')).toBe(operation.responses[201].headers.Location.example);
  });

  it.each([
    ['get', '/claims/{id}', 200],
    ['get', '/products/{gtin}/claims', 200],
    ['get', '/products/{gtin}/claims/{claim_id}', 200],
    ['patch', '/products/{gtin}/claims/{claim_id}', 200],
    ['delete', '/products/{gtin}/claims/{claim_id}', 204],
  ])('name what exists: %s %s', async (method, template, expected) => {
    expect((await sendExample(method, template)).status).toBe(expected);
  });

  it('show a claim as it is stored', async () => {
    const [example] = document.components.schemas.ClaimOut.examples;
    const { body } = await gateway.rest('GET', `/claims/${example.id}`, { key: gateway.key });
    const { code, label, category } = body;
    expect(example).toMatchObject({ code, label, category });
  });
});
