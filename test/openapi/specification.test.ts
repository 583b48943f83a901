import { readFileSync } from 'node:fs';
import { openApiDocument } from '../../src/rest/openapi/document.js';
import { differences, structureOf } from './structure.js';

const PATH = '/certifications/api/v1/products/{gtin}/claims';

/** The structure of the published specification, without its prose. */
const specification = JSON.parse(
  readFileSync(new URL('./specification.json', import.meta.url), 'utf8'),
) as any;

const operation = '/paths/~1certifications~1api~1v1~1products~1{gtin}~1claims/post';
const responses = `${operation}/responses`;
const body = '/components/schemas/ClaimAssignmentCreateIn/properties';

/** Every difference there may be, and why. */
const accepted = [
  // An id is also taken as a canonical UUID.
  `${body}/claim_id/format: "shortuuid" → undefined`,
  `${body}/claim_id/maxLength: 22 → undefined`,
  `${body}/claim_id/minLength: 22 → undefined`,
  `${body}/claim_id/pattern: "^[23456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz]{22}$" → ` +
    '"^(?:[23456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz]{22}|' +
    '[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12})$"',

  // Limits are written out.
  `${body}/evidence_note/maxLength: undefined → 10000`,
  `${body}/evidence_note/pattern: undefined → "^[^\\\\u0000\\\\uD800-\\\\uDFFF]*$"`,
  `${body}/evidence_url/anyOf: undefined → […]`,
  `${body}/evidence_url/maxLength: undefined → 2048`,
  `${body}/metadata/anyOf/0/additionalProperties/maxLength: undefined → 500`,
  `${body}/metadata/anyOf/0/additionalProperties/pattern: undefined → "^[^\\\\u0000\\\\uD800-\\\\uDFFF]*$"`,
  `${body}/metadata/anyOf/0/maxProperties: undefined → 50`,
  `${body}/metadata/anyOf/0/propertyNames: undefined → {…}`,

  // Requests can be sent again.
  `${operation}/parameters/1: undefined → {…}`,

  // Where the new assignment is, and what is left of the quota.
  ...[201, 404, 409].map((status) => `${responses}/${status}/headers: undefined → {…}`),

  // The specification's prose promises this name, its schema the other.
  '/components/schemas/ErrorOut/properties/retry_after_seconds: undefined → {…}',

  // Failures have the media type that the specification's prose gives them.
  `${responses}/404/content/application~1json: {…} → undefined`,
  `${responses}/404/content/application~1problem+json: undefined → {…}`,
  `${responses}/409/content/application~1json: {…} → undefined`,
  `${responses}/409/content/application~1problem+json: undefined → {…}`,

  // Statuses that the specification speaks of only in its prose, or not at all.
  ...[400, 401, 403, 408, 413, 415, 422, 429, 500, 503].map(
    (status) => `${responses}/${status}: undefined → {…}`,
  ),
];

/** The part of our document that the specification has as well, failures written out where they occur. */
function comparablePart(): object {
  const document = openApiDocument as any;
  const post = structuredClone(document.paths[PATH].post);
  for (const [status, { $ref }] of Object.entries<any>(post.responses)) {
    if ($ref) post.responses[status] = document.components.responses[$ref.split('/').at(-1)];
  }
  const { schemas, securitySchemes } = document.components;
  const names = Object.keys(specification.components.schemas);
  return {
    openapi: document.openapi,
    security: document.security,
    paths: { [PATH]: { post } },
    components: {
      schemas: Object.fromEntries(names.map((name) => [name, schemas[name]])),
      securitySchemes,
    },
  };
}

describe('the POST operation of the OpenAPI document', () => {
  it('differs from the published specification in what is accepted, and in nothing else', () => {
    expect(differences(structureOf(specification), structureOf(comparablePart()))).toEqual(
      accepted.toSorted(),
    );
  });

  it('names the scheme of keys first, as the specification does', () => {
    const { security } = (openApiDocument as any).paths[PATH].post;
    expect(security).toEqual(specification.paths[PATH].post.security);
  });
});

describe('operations that the published family does not have', () => {
  it('are marked, and no others', () => {
    const marked = Object.entries<object>(openApiDocument.paths as any).flatMap(([path, methods]) =>
      Object.entries<any>(methods)
        .filter(([, operation]) => operation['x-extension'])
        .map(([method]) => `${method} ${path}`),
    );
    const path = `${PATH}/{claim_id}`;
    expect(marked).toEqual([
      `get ${path}`,
      `patch ${path}`,
      `delete ${path}`,
      'get /certifications/api/v1/claim-events',
      'post /certifications/api/v1/claim-assignments/batch',
      'get /certifications/api/v1/products/{gtin}/certifications/{certification_id}',
      'get /certifications/api/v1/certification-events',
      'post /certifications/api/v1/certification-assignments/batch',
    ]);
  });
});
