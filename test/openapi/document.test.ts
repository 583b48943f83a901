import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import Fastify, { type FastifyContextConfig } from 'fastify';
import type { Database } from '../../src/database/database.js';
import { REST_BASE } from '../../src/rest/base.js';
import { openApiDocument } from '../../src/rest/openapi/document.js';
import { PublicAddress } from '../../src/rest/public-address.js';
import { restRoutes } from '../../src/rest/routes.js';
import { isDate } from '../../src/services/validation/formats.js';

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
    const address = new PublicAddress(undefined);
    await app.register(restRoutes, { prefix: REST_BASE, address, database: {} as Database });
    await app.close();
    const documented = Object.entries<object>(document.paths).flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => [`${method} ${path}`, { api: 'rest', writes: method !== 'get' }]),
    );
    const routesOfOperations = routes
      .filter(([route]) => route !== `get ${REST_BASE}/openapi.json`)
      .map(([route, config]) => {
        const { api, writes } = config as FastifyContextConfig;
        return [route, { api, writes }];
      });
    expect(documented.toSorted()).toEqual(routesOfOperations.toSorted());
  });
});

describe('the quota in the OpenAPI document', () => {
  const answers = Object.entries<object>(document.paths).flatMap(([path, methods]) =>
    Object.entries<any>(methods).flatMap(([method, { responses }]) =>
      Object.entries<any>(responses).map(([status, response]): [string, string, any] => [
        status,
        `${method} ${path}`,
        response.$ref ? document.components.responses[response.$ref.split('/').at(-1)] : response,
      ]),
    ),
  );
  const quotaHeaders = [
    'RateLimit-Limit',
    'RateLimit-Policy',
    'RateLimit-Remaining',
    'RateLimit-Reset',
    'X-RateLimit-Limit',
    'X-RateLimit-Remaining',
    'X-RateLimit-Reset',
  ];

  it.each(answers)(
    'is in the headers of every answer, Retry-After as its header in a 429 and 503 alone: %s of %s',
    (status, _, { headers }) => {
      const named = Object.entries<any>(headers).filter(([, { $ref }]) => $ref !== undefined);
      for (const [name, { $ref }] of named) expect($ref).toBe(`#/components/headers/${name}`);
      const expected = ['429', '503'].includes(status) ? [...quotaHeaders, 'Retry-After'] : quotaHeaders;
      expect(named.map(([name]) => name).toSorted()).toEqual(expected.toSorted());
    },
  );

  it('may refuse every operation', () => {
    const refusing = answers.filter(([status]) => status === '429').map(([, operation]) => operation);
    expect(refusing).toHaveLength(new Set(answers.map(([, operation]) => operation)).size);
  });

  it('gives an example of a refusal as the specification does', () => {
    const { example } = document.components.responses.RateLimited.content['application/problem+json'];
    expect(example).toMatchObject({
      status: 429,
      error_code: 'rate_limited',
      retryable: true,
      retry_after: 31,
      retry_after_seconds: 31,
    });
  });
});

describe('everything that the document gives as an example or default', () => {
  const ajv = new Ajv2020({
    strict: false,
    formats: {
      date: isDate,
      'date-time': true,
      uri: (text) => URL.canParse(text),
      shortuuid: true,
      'uri-reference': true,
    },
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
