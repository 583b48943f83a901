const description = `
Claims and certifications of products: the catalogues, which product carries which claim, and which certification it
holds. Certifications of other organizations, and their assignments, do not exist for a caller.

## Authentication

Every operation needs a credential: an API key in \`X-API-Key\`, a bearer token in \`Authorization\`, or the
cookie of a session. Every valid credential can read. Writing an assignment needs the role \`manager\` or
\`editor\`, or the scope \`certifications:write\`, in the organization that owns the product.

## Quotas

Requests are counted in two windows, each of which starts with its first request: 300 in a minute (100 with a
publishable key) and 10,000 in a day, unless the key has its own limits. A session counts on the key that
opened it, a token on its issuer and subject, a request without a valid credential on its address: 60 in a
minute. Every counted response contains the remaining requests of the window with the fewest in
\`RateLimit-*\`, and all windows in \`RateLimit-Policy\`; \`X-RateLimit-*\` contain the same values, with the end
of the window in Unix time. Without remaining requests the response is a 429, which does not count, with
\`Retry-After\`, and \`retry_after\` and \`retry_after_seconds\` in its body.

## Requests

Bodies are \`application/json\` in UTF-8, at most 512 KB, not compressed. Unknown members and unknown
parameters are ignored. Lengths count Unicode code points.

## Retries

A client that has lost a response can send its request again without harm if it gave it an \`Idempotency-Key\`, a text that
is new for each request. The outcome of a write is kept under the key for 24 hours, together with the write: the same
request again has the same response, with \`Idempotency-Replayed: true\`. Another request under the key is a 422; while the
first one is running, the response is a 409 with \`Retry-After\`. A request that has failed is executed again.

## Pages

The catalogues are returned in pages, \`?page=2&page_size=50\`: \`data\` contains the entries, \`pagination\` their
position. A page past the end is empty.

## Errors

Every error response is a problem document (RFC 9457). Beside the statuses of each operation there are 404
for an unknown path, 405, with \`Allow\`, for a method that a path does not have, and 431 for headers over
16 KB. If several errors apply, the response is the first of these: 431, 404 unknown path, 405, 401 or 429, 403
for a credential that can never write, 413, 415, 400, 422, 404 for the product, 403 for another
organization's product, 404 for the claim or certification, 409.

Every response has a header \`X-Request-Id\`; the \`detail\` of a 500 contains the same id.
`;

/** The description of the service as a whole. */
export const info = {
  title: 'Claims Gateway',
  version: '1.0.0',
  summary: 'Products, their claims and their certifications.',
  description: description.trim(),
  license: { name: 'MIT', identifier: 'MIT' },
  contact: { name: 'The documentation of the published API family', url: 'https://docs.closient.com' },
} as const;

/**
 * Where the service is: without an address, the host that the document comes from.
 * @param address `https://example.com/claims-api`, without a slash at its end; empty where it is not known.
 */
export function serversAt(address: string) {
  return [{ url: address || '/', description: 'The server that this document came from.' }] as const;
}

export const tags = [
  { name: 'Assignments', description: 'Which product carries which claim, and holds which certification.' },
  { name: 'Certification Bodies', description: 'The organizations that issue certifications.' },
  { name: 'Certifications', description: 'The certifications that products can hold.' },
  { name: 'Claims', description: 'The catalogue of claims.' },
] as const;
