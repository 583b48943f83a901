// Has clients of others load the OpenAPI document by its URL, as the gateway serves it, and call an operation: the
// call must reach the server that the document came from. Needs `npm run build` of the service.
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, request } from 'node:http';
import { join } from 'node:path';
import { test } from 'node:test';
import { loadGraphQLSchemaFromOpenAPI } from '@omnigraph/openapi';
import { execute, parse } from 'graphql';
import { generateSource } from 'oazapfts';
import SwaggerClient from 'swagger-client';
import { REST_BASE } from '../dist/rest/base.js';
import { openApiRoute } from '../dist/rest/openapi/route.js';
import { PublicAddress } from '../dist/rest/public-address.js';
import Fastify from '../node_modules/fastify/fastify.js';

const EMPTY_PAGE = {
  data: [],
  pagination: {
    page: 1,
    page_size: 25,
    total_count: 0,
    total_pages: 0,
    has_next: false,
    has_previous: false,
  },
};

/** Serves the document and an empty catalogue below a path, directly or by a proxy that takes the path off. */
async function serve(prefix, run) {
  const proxy = createServer((incoming, outgoing) => {
    if (!incoming.url.startsWith(`${prefix}/`)) return outgoing.writeHead(502).end();
    const onward = request(
      upstream + incoming.url.slice(prefix.length),
      { headers: incoming.headers },
      (answer) => {
        outgoing.writeHead(answer.statusCode, answer.rawHeaders);
        answer.pipe(outgoing);
      },
    );
    onward.end();
  });
  await once(proxy.listen(0, '127.0.0.1'), 'listening');
  const url = `http://127.0.0.1:${proxy.address().port}${prefix}`;
  const app = Fastify();
  const calls = [];
  app.register(
    async (operations) => {
      openApiRoute(operations, new PublicAddress(prefix === '' ? undefined : url));
      operations.get('/claims', async ({ headers }) => {
        calls.push(headers['x-api-key']);
        return EMPTY_PAGE;
      });
    },
    { prefix: REST_BASE },
  );
  const upstream = await app.listen({ host: '127.0.0.1', port: 0 });
  try {
    await run(`${url}${REST_BASE}/openapi.json`, calls);
  } finally {
    proxy.closeAllConnections();
    proxy.close();
    await app.close();
  }
}

const clients = {
  async 'swagger-client'(url) {
    const authorizations = { APIKeyHeaderAuth: 'key' };
    const client = await SwaggerClient({ url, authorizations });
    const { body } = await client.apis.Claims.apps_certifications_api_list_claims();
    return body;
  },
  async oazapfts(url) {
    const folder = await mkdtemp(join(import.meta.dirname, 'generated-'));
    try {
      const file = join(folder, 'client.ts');
      await writeFile(file, await generateSource(url));
      const client = await import(file);
      client.defaults.headers = { 'x-api-key': 'key' };
      const { data } = await client.appsCertificationsApiListClaims();
      return data;
    } finally {
      await rm(folder, { recursive: true });
    }
  },
  async '@omnigraph/openapi'(url) {
    const operationHeaders = { 'x-api-key': 'key' };
    const schema = await loadGraphQLSchemaFromOpenAPI('claims', { source: url, fetch, operationHeaders });
    const document = parse(`{
      apps_certifications_api_list_claims {
        data { code }
        pagination { page page_size total_count total_pages has_next has_previous }
      }
    }`);
    const { data, errors } = await execute({ schema, document, contextValue: {} });
    assert.equal(errors, undefined);
    return JSON.parse(JSON.stringify(data.apps_certifications_api_list_claims));
  },
};

for (const [name, call] of Object.entries(clients)) {
  for (const prefix of ['', '/claims-api']) {
    test(`${name} calls the server that the document came from${prefix && `, below ${prefix}`}`, () =>
      serve(prefix, async (url, calls) => {
        assert.deepEqual(await call(url), EMPTY_PAGE);
        assert.deepEqual(calls, ['key']);
      }));
  }
}
