import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

/** Below which all files of the bundle are served. */
export const PUBLIC_PATH = '/assets/';

const source = (path) => fileURLToPath(new URL(`../${path}`, import.meta.url));

const workers = {
  'editor.worker': 'monaco-editor/esm/vs/editor/editor.worker.js',
  'graphql.worker': 'monaco-graphql/esm/graphql.worker.js',
  'json.worker': 'monaco-editor/esm/vs/language/json/json.worker.js',
};

const entries = {
  graphiql: source('graphiql/main.tsx'),
  home: source('home/main.ts'),
  reference: source('reference/main.tsx'),
};

/**
 * Bundles scripts and styles into `outdir` under names that hold the hash of their contents. Gives the URL of
 * each entry's script and style, `graphiql.js` and `graphiql.css` for example.
 */
export async function bundle(outdir) {
  const common = {
    bundle: true,
    format: 'esm',
    minify: true,
    target: 'es2022',
    define: { 'process.env.NODE_ENV': '"production"' },
    loader: { '.ttf': 'file', '.woff2': 'file' },
    entryNames: '[name]-[hash]',
    chunkNames: '[name]-[hash]',
    assetNames: '[name]-[hash]',
    publicPath: PUBLIC_PATH,
    outdir,
    metafile: true,
    logLevel: 'warning',
    legalComments: 'linked',
  };
  // First, because the page has to know under which names its workers are found.
  const workerUrls = urlsOf(await build({ ...common, entryPoints: workers }));
  const page = await build({
    ...common,
    entryPoints: entries,
    splitting: true,
    jsx: 'automatic',
    define: { ...common.define, WORKER_URLS: JSON.stringify(workerUrls) },
  });
  return urlsOf(page);
}

/** URLs of the entry points of a build and of the styles beside them, by their names without hashes. */
function urlsOf({ metafile }) {
  const urls = {};
  for (const [file, { entryPoint, cssBundle }] of Object.entries(metafile.outputs)) {
    if (entryPoint === undefined) continue;
    for (const each of cssBundle === undefined ? [file] : [file, cssBundle]) {
      urls[basename(each).replace(/-[A-Z0-9]+(?=\.\w+$)/, '')] = PUBLIC_PATH + basename(each);
    }
  }
  return urls;
}
