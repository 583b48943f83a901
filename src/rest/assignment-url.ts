/**
 * Where Fastify finds the operations of one assignment. An id has at least one character: a path that ends
 * in a slash is unknown.
 */
export const ASSIGNMENT_URL = '/products/:gtin/claims/:claim_id(^[^]+$)';
