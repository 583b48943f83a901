#!/usr/bin/env node
// Nothing else is imported, so that older versions of Node.js reach this sentence.
const [major] = process.versions.node.split('.');
const hasFolder = (() => {
  try {
    return process.cwd() !== '';
  } catch {
    return false;
  }
})();
if (Number(major) < 24) {
  process.stderr.write(
    `claims needs Node.js 24 or newer, but this is ${process.version}: start it with \`bin/claims\`, which finds the Node.js that npm ci has installed.\n`,
  );
  process.exitCode = 1;
} else if (!hasFolder) {
  process.stderr.write('claims: The current folder does not exist any more: change into one that does.\n');
  process.exitCode = 1;
} else {
  // Node.js caches the compiled code for the next process; without effect in a folder that cannot be written.
  const { enableCompileCache } = await import('node:module');
  enableCompileCache(`${import.meta.dirname}/../../node_modules/.cache/claims`);
  const { run } = await import('./program.js');
  await run(process.argv);
}
