import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { availableParallelism, cpus, release, totalmem } from 'node:os';

const PACKAGES = [
  'postgraphile',
  '@apollo/server',
  'type-graphql',
  '@mikro-orm/core',
  'mercurius',
  'fastify',
  'pg',
];

/** What the figures depend on: the machine, and versions of what was measured. */
export async function describeMachine(client) {
  const { rows } = await client.query('show server_version');
  const settings = await client.query(
    `select name, current_setting(name) as value from unnest(array['shared_buffers', 'fsync', 'synchronous_commit',
      'max_wal_size', 'checkpoint_timeout']) as name`,
  );
  return {
    processor: `${cpus()[0]?.model.trim()}, ${availableParallelism()} cores`,
    memory: `${Math.round(totalmem() / 1024 ** 3)} GB`,
    system: `Linux ${release()}`,
    node: process.version,
    postgresql: rows[0].server_version,
    settings: Object.fromEntries(settings.rows.map(({ name, value }) => [name, value])),
    packages: Object.fromEntries(
      await Promise.all(PACKAGES.map(async (name) => [name, await versionOf(name)])),
    ),
  };
}

/** The version that the bench has installed. Not every package lets its description be imported. */
async function versionOf(name) {
  for (const folder of createRequire(import.meta.url).resolve.paths(name)) {
    const text = await readFile(`${folder}/${name}/package.json`, 'utf8').catch(() => null);
    if (text) return JSON.parse(text).version;
  }
  return null;
}
