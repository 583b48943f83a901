import { REST_BASE } from '../base.js';
import type { JsonObject } from '../json-schema.js';
import { operations } from '../operations.js';
import { namedEnumerations, namedSchemas } from './components.js';
import { failureResponses } from './failures.js';
import { headerComponents } from './headers.js';
import { info, serversAt, tags } from './info.js';
import { operationObject } from './operation-object.js';
import { published, publishedWhole } from './published.js';
import { securitySchemes } from './security.js';

/**
 * The OpenAPI 3.1 document of the REST API (docs/adr/0009-openapi-document.md). It is put together from the
 * schemas that validate requests and give answers their types, and is the same wherever the service runs, apart
 * from the address in `servers`.
 */
export const openApiDocument: JsonObject = buildDocument();

function buildDocument(): JsonObject {
  const names = new Map<unknown, string>(namedSchemas.map((schema) => [schema, schema.title as string]));
  for (const [schema, { title }] of namedEnumerations) names.set(schema, title);
  const schemas = [...names].map(([schema, name]) => {
    const annotations = namedEnumerations.get(schema as JsonObject);
    return [name, publishedWhole({ ...(schema as JsonObject), ...annotations }, names)] as const;
  });
  return {
    openapi: '3.1.0',
    info,
    servers: serversAt(''),
    security: [],
    tags,
    externalDocs: { description: 'The published API family', url: 'https://docs.closient.com' },
    paths: published(paths(), names),
    components: {
      schemas: Object.fromEntries(schemas),
      responses: published(failureResponses, names),
      headers: headerComponents,
      securitySchemes,
    },
  };
}

function paths(): JsonObject {
  const byPath: Record<string, Record<string, JsonObject>> = {};
  for (const operation of operations) {
    const path = `${REST_BASE}${operation.path}`;
    byPath[path] ??= {};
    byPath[path][operation.method] = operationObject(operation);
  }
  return byPath;
}
