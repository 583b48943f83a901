/** Monaco's package has no types of its workers. */
declare module 'monaco-editor/esm/vs/editor/editor.worker' {
  /** Has the worker answer by a service, which is made with the first message. */
  export function initialize<Context, Settings>(
    createService: (context: Context, settings: Settings) => object,
  ): void;
}
