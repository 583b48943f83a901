/** Where Fastify finds the operations of one assignment. An id has at least one character. */
export const ASSIGNMENT_URL = '/products/:gtin/claims/:claim_id(^[^]+$)';
