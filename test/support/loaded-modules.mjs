/** Preloaded into a process: writes the URLs of all modules that it loads to the file LOADED_MODULES when it ends. */
import { writeFileSync } from 'node:fs';
import { registerHooks } from 'node:module';

const urls = [];

registerHooks({
  load(url, context, next) {
    urls.push(url);
    return next(url, context);
  },
});

process.on('exit', () => writeFileSync(process.env.LOADED_MODULES, urls.join('\n')));
