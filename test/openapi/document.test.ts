import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import Fastify from 'fastify';
import { REST_BASE } from '../../src/rest/base.js';
import { openApiDocument } from '../../src/rest/openapi/document.js';
import { restOperations } from '../../src/rest/operations.js';
import { isDate } from '../../src/services/input/formats.js';

const document = openApiDocument as any;

describe('the OpenAPI document', () => {
  it('is the one that is committed as openapi.json; npm run openapi writes it', () => {
    const committed = readFileSync(new URL('../../openapi.json', import.meta.url), 'utf8');
    expect(JSON.parse(committed)).toEqual(document);
  });

  it('has the routes of the server, those that write behind a credential that may', async () => {
    const routes: [string, unknown][] = [];
    const app = Fastify();
    app.addHook('onRoute', ({ method, url, config }) => {
      const path = url.replaceAll(/:(\w+)(\([^)]*\))?/g, '{$1}');
      if (method !== 'HEAD') routes.push([`${String(method).toLowerCase()} ${path}`, config]);
    });
    await app.register(restOperations, { prefix: REST_BASE, database: undefined as never });
    await app.close();
    const operations = Object.entries<object>(document.paths).flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => [
        `${method} ${path}`,
        method === 'get' ? { door: 'rest' } : { door: 'rest', writes: true },
      ]),
    );
    const routesOfOperations = routes
      .filter(([route]) => route !== `get ${REST_BASE}/openapi.json`)
      .map(([route, config]) => [route, expect.objectContaining(config as object)]);
    expect(operations.toSorted()).toEqual(routesOfOperations.toSorted());
  });

  it('speaks of no header and no status that is not sent', () => {
    expect(JSON.stringify(document)).not.toMatch(/rate-?limit|429/i);
  });
});

describe('everything that the document gives as an example or default', () => {
  const ajv = new Ajv2020({
    strict: false,
    formats: { date: isDate, uri: (text) => URL.canParse(text), shortuuid: true, 'uri-reference': true },
  });
  ajv.addSchema(document, 'document');
  const cases: [string, string, unknown][] = [];
  collect(document, '');

  /** Finds schemas with examples and defaults, and parameters, headers and media types with an example. */
  function collect(part: any, place: string): void {
    if (typeof part !== 'object' || part === null) return;
    if (part.schema && 'example' in part) cases.push([`${place}/example`, `${place}/schema`, part.example]);
    if (Array.isArray(part.examples)) {
      part.examples.forEach((example: unknown, i: number) => {
        cases.push([`${place}/examples/${i}`, place, example]);
      });
    }
    if ('default' in part && ('type' in part || 'allOf' in part)) {
      cases.push([`${place}/default`, place, part.default]);
    }
    for (const [key, value] of Object.entries(part)) {
      if (key === 'example' || key === 'examples') continue;
      collect(value, `${place}/${encodeURIComponent(key.replaceAll('~', '~0').replaceAll('/', '~1'))}`);
    }
  }

  it.each(cases)('%s is valid', (_, place, value) => {
    const validate = ajv.getSchema(`document#${place}`);
    expect(validate).toBeDefined();
    validate?.(value);
    expect(validate?.errors ?? []).toEqual([]);
  });

  it('is something for every body and every failure', () => {
    const { schemas, responses } = document.components;
    for (const name of [
      'ClaimAssignmentCreateIn',
      'ClaimAssignmentUpdateIn',
      'ClaimAssignmentOut',
      'ClaimOut',
    ]) {
      expect(schemas[name].examples.length).toBeGreaterThan(0);
    }
    for (const [name, { content }] of Object.entries<any>(responses)) {
      expect({ name, title: content['application/problem+json'].example.title.replaceAll(' ', '') }).toEqual({
        name,
        title: name,
      });
    }
  });
});

describe('a member that is absent', () => {
  it('counts as its documented default', () => {
    const { properties } = document.components.schemas.ClaimAssignmentCreateIn;
    const defaults = Object.entries<any>(properties).flatMap(([name, schema]) =>
      'default' in schema ? [[name, schema.default]] : [],
    );
    expect(Object.fromEntries(defaults)).toEqual({
      source: 'BRAND_SELF_DECLARED',
      evidence_url: '',
      evidence_note: '',
    });
  });
});
