/** Lists of what was run before: their entries would hold the headers as well. */
const HISTORY = /:(?:queries|favorites)$/;

/**
 * What GraphiQL keeps tabs, history and sizes in: the storage of the browser, without the contents of the
 * Headers editor. They may be keys, and stay no longer than the page.
 */
export const storage = {
  get length() {
    return localStorage.length;
  },
  getItem: (name: string) => localStorage.getItem(name),
  setItem: (name: string, value: string) =>
    localStorage.setItem(name, HISTORY.test(name) ? withoutHeaders(value) : value),
  removeItem: (name: string) => localStorage.removeItem(name),
  clear: () => {
    for (const name of Object.keys(localStorage)) {
      if (name.startsWith('graphiql:')) localStorage.removeItem(name);
    }
  },
};

function withoutHeaders(entries: string): string {
  return JSON.stringify(JSON.parse(entries), (name, value) => (name === 'headers' ? undefined : value));
}
