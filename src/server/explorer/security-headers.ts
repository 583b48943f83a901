/**
 * What browsers may do with our pages: run our own scripts and talk to us, nothing else. Styles may stand
 * inline, because the editor (Monaco) and the reference (Scalar) write style elements while they run; images
 * and fonts may be data, because their style sheets hold some.
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
 * Headers of every page and of every file that a page is made of, beside those of all responses
 * (response-headers.ts); workers take their policy from their file.
 */
export const securityHeaders = {
  'content-security-policy': CONTENT_SECURITY_POLICY,
  'cross-origin-resource-policy': 'same-origin',
} as const;
