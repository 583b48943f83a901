/**
 * Content security policy of the pages: our own scripts and requests to this server. Inline styles are allowed because
 * the editor (Monaco) and the reference (Scalar) write style elements at run time, images and fonts as data because
 * their style sheets contain some.
 */
const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "worker-src 'self'",
  "connect-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data:",
  "font-src 'self' data:",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

/**
 * Headers of pages and their files, beside those of all responses (response-headers.ts). Workers take their policy from
 * their file.
 */
export const securityHeaders = {
  'content-security-policy': CONTENT_SECURITY_POLICY,
  'cross-origin-resource-policy': 'same-origin',
} as const;
