import { REST_BASE } from '../rest/base.js';

/** Prefix of targets that must match no route. `%25` decodes to `%`, with which no path of a route begins. */
const UNROUTED = '/%25';

/** Unreserved characters (RFC 3986 section 2.3), percent-encoded: letters, digits, `-`, `.`, `_` and `~`. */
const ENCODED_UNRESERVED = /%(?:2[de]|3\d|[46][1-9a-f]|[57][\da]|5f|7e)/gi;

/** Scheme and authority of a target in absolute-form (RFC 9112 section 3.2.2), without user information. */
const SCHEME_AND_AUTHORITY = /^https?:\/\/[^/?#@]+(?=[/?]|$)/i;

/**
 * Returns the URL by which a request target is routed. Each route has one spelling but for a slash at its end, so that
 * a rule of a proxy for a path sees the path that the server sees:
 *
 * - One slash behind a path of an API or a page is removed.
 * - Absolute-form is routed by its path and query.
 * - A path with percent-encoded unreserved characters, a target with a fragment and one that is no path are unknown
 * paths, although the router would decode, cut or skip those characters.
 * - A path that is not validly percent-encoded is encoded once more, so that it reaches the lifecycle hooks, which
 * refuse it (`hasInvalidEncoding`).
 */
export function routedUrl(target: string): string {
  if (target.startsWith('/') && !target.includes('%') && !target.includes('#'))
    return withoutTrailingSlash(target);
  const url = originForm(target);
  const path = pathOf(url);
  const rest = url.slice(path.length);
  if (!isDecodable(path)) return path.replaceAll('%', '%25') + rest;
  const plain = path.replace(ENCODED_UNRESERVED, decodeURIComponent);
  return plain === path && path.startsWith('/') && !path.includes('#')
    ? withoutTrailingSlash(url)
    : UNROUTED + plain + rest;
}

/** Whether the path of a request target ends with a slash. */
export function hasTrailingSlash(target: string): boolean {
  return pathOf(target).endsWith('/');
}

/** Paths that may end with a slash: those of the APIs and the pages, and none that a proxy has to conceal. */
const SLASH_IS_IGNORED = new RegExp(
  `^/(?:graphql|graphiql|reference|${REST_BASE.slice(1)}/[^?]*[^/?])/(?=\\?|$)`,
);

function withoutTrailingSlash(url: string): string {
  const query = url.indexOf('?');
  const end = query < 0 ? url.length : query;
  if (end === 1 || url.charAt(end - 1) !== '/' || !SLASH_IS_IGNORED.test(url)) return url;
  return url.slice(0, end - 1) + url.slice(end);
}

/** Whether the path of a request target is not validly percent-encoded UTF-8. */
export function hasInvalidEncoding(target: string): boolean {
  return !isDecodable(pathOf(originForm(target)));
}

/** Returns the path and query of a routed URL, without encoded unreserved characters. */
export function plainUrl(url: string): string {
  return url.startsWith(UNROUTED) ? url.slice(UNROUTED.length) : url;
}

function originForm(target: string): string {
  if (target.startsWith('/')) return target;
  const url = target.replace(SCHEME_AND_AUTHORITY, '');
  return url === '' || url.startsWith('?') ? `/${url}` : url;
}

/** Up to the question mark. */
function pathOf(url: string): string {
  const end = url.indexOf('?');
  return end < 0 ? url : url.slice(0, end);
}

function isDecodable(path: string): boolean {
  try {
    decodeURIComponent(path);
    return true;
  } catch {
    return false;
  }
}
