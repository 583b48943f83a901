import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const source = (path) => fileURLToPath(new URL(`../${path}`, import.meta.url));

const workers = {
  'editor.worker': 'monaco-editor/esm/vs/editor/editor.worker.js',
  'graphql.worker': source('graphiql/graphql.worker.ts'),
  'json.worker': 'monaco-editor/esm/vs/language/json/json.worker.js',
};

const entries = {
  graphiql: source('graphiql/main.tsx'),
  home: source('home/main.ts'),
  reference: source('reference/main.tsx'),
};

/**
 * Bundles scripts and styles into `outdir` under names that hold the hash of their contents. They refer to one
 * another relatively, so that they may be served below any path. Returns the file of each entry's script and style,
 * by its name without the hash: `graphiql.js` and `graphiql.css` for example.
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
    outdir,
    metafile: true,
    logLevel: 'warning',
    legalComments: 'linked',
  };
  // First, because the page has to know under which names its workers are found.
  const workerFiles = filesOf(await build({ ...common, entryPoints: workers }));
  const page = await build({
    ...common,
    entryPoints: entries,
    splitting: true,
    jsx: 'automatic',
    define: { ...common.define, WORKER_FILES: JSON.stringify(workerFiles) },
  });
  return filesOf(page);
}

/** Files of the entry points of a build and of the styles beside them, by their names without hashes. */
function filesOf({ metafile }) {
  const files = {};
  for (const [file, { entryPoint, cssBundle }] of Object.entries(metafile.outputs)) {
    if (entryPoint === undefined) continue;
    for (const each of cssBundle === undefined ? [file] : [file, cssBundle]) {
      files[basename(each).replace(/-[A-Z0-9]+(?=\.\w+$)/, '')] = basename(each);
    }
  }
  return files;
}
