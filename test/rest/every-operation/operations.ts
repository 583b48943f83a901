import { openApiDocument } from '../../../src/rest/openapi/document.js';
import { REST_BASE, type Scene } from '../scene.js';

/** A request that an operation of the OpenAPI document answers without failure. */
export interface OperationRequest {
  readonly method: string;
  /** From the server's root, with a parameter's name in braces. */
  readonly template: string;
  readonly body: string | undefined;
}

/** Every operation of the document: a new one is tested here without being named. */
export const operations: OperationRequest[] = Object.entries<object>(openApiDocument.paths as any).flatMap(
  ([template, methods]) =>
    Object.entries<any>(methods).map(([method, { requestBody }]) => ({
      method: method.toUpperCase(),
      template,
      body: requestBody && '{}',
    })),
);

/** Those that may have a body. */
export const writingOperations = operations.filter(({ method }) => method !== 'GET');

/** What a test names an operation by. */
export function title({ method, template }: OperationRequest): string {
  return `${method} ${template.slice(REST_BASE.length)}`;
}

/** The path of the operation for the scene's product and claim, which is no certification: it is looked for all the same. */
export function pathOf({ template }: OperationRequest, { gtin, claim }: Scene): string {
  return template.replace('{gtin}', gtin).replace(/\{(?:claim_|certification_)?id\}/, claim);
}
