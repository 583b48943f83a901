/** URLs of the built workers; the build puts them in. */
declare const WORKER_URLS: Readonly<Record<string, string>>;

const files: Readonly<Record<string, string>> = { json: 'json.worker.js', graphql: 'graphql.worker.js' };

// Monaco asks here for its workers. Set when this module is loaded, before any editor is.
Object.assign(globalThis, {
  MonacoEnvironment: {
    getWorker: (_id: string, label: string) =>
      new Worker(WORKER_URLS[files[label] ?? 'editor.worker.js'] as string, { type: 'module' }),
  },
});

export {};
