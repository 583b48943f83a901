// Compiles the fragments against schema.graphql; fails when relay-compiler finds a fault.
import { spawnSync } from 'node:child_process';
import { mkdirSync, rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import relayCompiler from 'relay-compiler';

const folder = fileURLToPath(new URL('.', import.meta.url));
// As in relay.config.json; the compiler wants the folder to exist.
const artifacts = fileURLToPath(new URL('.tmp-artifacts', import.meta.url));

rmSync(artifacts, { recursive: true, force: true });
mkdirSync(artifacts);
try {
  // Without watchman, which few machines have.
  const { status, error } = spawnSync(relayCompiler, ['--noWatchman', 'relay.config.json'], {
    cwd: folder,
    stdio: 'inherit',
  });
  if (error) throw error;
  process.exitCode = status ?? 1;
} finally {
  rmSync(artifacts, { recursive: true, force: true });
}
