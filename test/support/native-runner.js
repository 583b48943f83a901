// Plain JavaScript: jest loads this file itself, before TypeScript can be loaded.
// First of all, as the program does: decorators of all modules need it, whichever file a worker runs first.
import 'reflect-metadata';
import { existsSync } from 'node:fs';
import { createRequire, registerHooks } from 'node:module';
import { fileURLToPath, pathToFileURL } from 'node:url';

const require = createRequire(import.meta.url);
const { default: runCircus } = require('jest-circus/runner');
const SOURCES = new URL('../../src/', import.meta.url).href;
const BUILT = new URL('../../dist/', import.meta.url).href;

registerHooks({ resolve: resolveImport });

// A worker that jest has told to end listens to it no more, and is killed, with a warning, when it still runs half a second
// later. It exits at once: freed one by one, all modules and objects of its files take longer on a busy processor.
process.on('removeListener', (event) => {
  if (event === 'message') process.exit();
});

/**
 * Runs a test file by jest's own runner, but lets Node load the modules. jest would load all that a file imports anew for
 * each file, in a context of its own: for this program two seconds a file. Node loads a module once per worker, and
 * reads TypeScript without a compiler. What `src` holds is taken as it was built, which `npm test` does first.
 *
 * Files of one worker share the state of modules and of the process; only the process's environment is put back after each.
 *
 * @type {typeof import('jest-circus/runner')}
 */
export default async function runNatively(globalConfig, config, environment, runtime, path, sendMessage) {
  const variables = { ...process.env };
  try {
    return await runCircus(
      globalConfig,
      config,
      inThisContext(environment),
      loadingNatively(runtime),
      path,
      sendMessage,
    );
  } finally {
    for (const name of Object.keys(process.env)) if (!(name in variables)) delete process.env[name];
    Object.assign(process.env, variables);
  }
}

function inThisContext(environment) {
  return Object.create(environment, { global: { value: globalThis } });
}

let files = 0;

function loadingNatively(runtime) {
  return Object.create(runtime, {
    requireInternalModule: { value: requireAnew },
    unstable_shouldLoadAsEsm: { value: () => true },
    // As another module each time: a file that is run again registers its tests again.
    unstable_importModule: { value: (path) => import(`${pathToFileURL(path)}?run=${++files}`) },
  });
}

/** jest's runner keeps the tests of a file in the state of its module. */
function requireAnew(path) {
  delete require.cache[path];
  return require(path);
}

/** Imports name the JavaScript that a file is compiled to: it lies in `dist` for the sources; tests are not compiled. */
function resolveImport(specifier, context, nextResolve) {
  if (specifier.startsWith('.') && context.parentURL !== undefined) {
    const { href } = new URL(specifier, context.parentURL);
    if (href.startsWith(SOURCES)) return nextResolve(BUILT + href.slice(SOURCES.length), context);
    if (href.endsWith('.js') && !href.includes('/node_modules/') && !existsSync(fileURLToPath(href))) {
      return nextResolve(href.replace(/\.js$/, '.ts'), context);
    }
  }
  return nextResolve(specifier, context);
}
