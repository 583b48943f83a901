/** Files of the built workers, beside this script; the build puts them in. */
declare const WORKER_FILES: Readonly<Record<string, string>>;

const files: Readonly<Record<string, string>> = { json: 'json.worker.js', graphql: 'graphql.worker.js' };

// Monaco asks here for its workers. Set when this module is loaded, before any editor is.
Object.assign(globalThis, {
  MonacoEnvironment: {
    getWorker: (_id: string, label: string) =>
      new Worker(new URL(WORKER_FILES[files[label] ?? 'editor.worker.js'] as string, import.meta.url), {
        type: 'module',
      }),
  },
});

export {};
