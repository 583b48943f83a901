import 'reflect-metadata';
import { createRequire } from 'node:module';
import { resolve } from 'node:path';
import { ROOT } from '../database/gateway-build.mjs';

const dist = resolve(ROOT, 'dist/graphql');
const { buildGatewaySchema } = await import(`${dist}/schema.js`);
const { documentLimits } = await import(`${dist}/limits/document-limits.js`);
const { limits } = await import(`${dist}/limits/limits.js`);
const { OperationCosts } = await import(`${dist}/limits/operation-cost.js`);
const { ParsedOperation } = await import(`${dist}/parsed-operation.js`);
// The gateway's own, because a schema belongs to one copy of the library.
const { getOperationAST, parse, validate } = createRequire(`${dist}/`)('graphql');

const schema = await buildGatewaySchema();
const costs = new OperationCosts(schema);

/**
 * The largest document that the limits of the GraphQL API permit, so that an attack is neither refused nor smaller than
 * it can be when prices change. Throws when they permit none.
 * @param {(size: number) => string} documentOf a document that grows with its size
 * @param {number} max of the size, where something else limits it, such as a page
 * @param {object} variables with which it is sent
 */
export function largest(documentOf, max = limits.tokens, variables = {}) {
  let permitted = 0;
  let refused = max + 1;
  while (refused - permitted > 1) {
    const size = (permitted + refused) >> 1;
    if (isPermitted(documentOf(size), variables)) permitted = size;
    else refused = size;
  }
  if (permitted === 0) throw new Error(`The limits refuse ${documentOf(1)}`);
  return documentOf(permitted);
}

function isPermitted(text, variables) {
  const document = parsed(text);
  if (!document || validate(schema, document, [documentLimits]).length > 0) return false;
  return costs.of(ParsedOperation.of(document, getOperationAST(document)), variables).cost <= limits.cost;
}

/** Undefined for a document of too many tokens. */
function parsed(text) {
  try {
    return parse(text, { maxTokens: limits.tokens });
  } catch (error) {
    if (error.message.includes('token')) return undefined;
    throw error;
  }
}
