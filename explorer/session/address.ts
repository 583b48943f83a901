/**
 * Where the server is, as the browser sees it: every page is directly below it. A proxy may serve it below a path,
 * which no script knows when it is built.
 */
const root = new URL('.', location.href);

/** The URL of something that the server serves, by its path below the root: `graphql`. */
export function addressOf(path: string): string {
  return new URL(path, root).href;
}

/** The address of the server without a slash at its end, as servers are named in OpenAPI documents. */
export const serverAddress = root.href.replace(/\/$/, '');
