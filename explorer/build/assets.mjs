import { createHash } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import reference from '@scalar/fastify-api-reference';
import Fastify from 'fastify';

/** Writes what is served as it is, under names that hold hashes. Returns the file of each by its plain name. */
export async function writeAssets(outdir) {
  const files = {
    'mark.svg': await readFile(fileURLToPath(new URL('../assets/mark.svg', import.meta.url))),
    'scalar.js': await scalarScript(),
  };
  const written = {};
  for (const [name, contents] of Object.entries(files)) {
    const hash = createHash('sha256').update(contents).digest('hex').slice(0, 8).toUpperCase();
    const hashed = name.replace('.', `-${hash}.`);
    await writeFile(join(outdir, hashed), contents);
    written[name] = hashed;
  }
  return written;
}

/**
 * Scalar's reference as one script. Its package for Fastify brings it ready-made, and five packages instead of
 * the five hundred that it is made from; the plugin is asked for the script as a browser would.
 */
async function scalarScript() {
  const app = Fastify();
  await app.register(reference, { routePrefix: '/reference', configuration: { url: '/openapi.json' } });
  const { statusCode, body } = await app.inject('/reference/js/scalar.js');
  await app.close();
  if (statusCode !== 200) throw new Error(`Scalar's plugin answered ${statusCode} for its script.`);
  // The map that it names is not in the package.
  return body.replace(/\n\/\/# sourceMappingURL=.*$/, '\n');
}
