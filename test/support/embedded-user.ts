// A process that uses the embedded database until it is told to release it, or is killed.
// Started by fork with the data folder and the role as arguments. It runs the sources as they are: Node strips types.
import { registerHooks } from 'node:module';

registerHooks({
  resolve(specifier, context, nextResolve) {
    const isSource =
      specifier.startsWith('.') &&
      specifier.endsWith('.js') &&
      !context.parentURL?.includes('/node_modules/');
    return nextResolve(isSource ? specifier.replace(/\.js$/, '.ts') : specifier, context);
  },
});

const entry = new URL('../../src/database/embedded/embedded-postgres.ts', import.meta.url);
const { useEmbeddedPostgres } = await import(entry.href);

process.on('disconnect', () => process.exit());
try {
  const postgres = await useEmbeddedPostgres(process.argv[2], process.argv[3]);
  process.on('message', async () => {
    await postgres.release();
    process.send?.({ released: true }, () => process.exit());
  });
  process.send?.({ url: postgres.url });
} catch (error) {
  process.send?.({ error: String(error) }, () => process.exit(1));
}
