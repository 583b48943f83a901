import { chmod, mkdir, realpath, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { EmbeddedFolder, query } from '../support/embedded-folder.js';

const environment = { ...process.env };
let folder: EmbeddedFolder;

beforeEach(async () => {
  folder = await EmbeddedFolder.create();
});
afterEach(async () => {
  process.env = { ...environment };
  await folder.remove();
});

const isRoot = process.geteuid?.() === 0;
const describeAsRoot = isRoot ? describe : describe.skip;

describeAsRoot('the embedded PostgreSQL, as root where user namespaces are denied', () => {
  beforeEach(async () => {
    await mkdir(join(folder.base, 'bin'));
    await writeFile(join(folder.base, 'bin/unshare'), '#!/bin/sh\nexit 1\n', { mode: 0o755 });
  });

  const deny = () => {
    process.env.PATH = `${join(folder.base, 'bin')}:${environment.PATH}`;
  };

  it('runs as `nobody` in a folder that `nobody` can reach, also with a database made before', async () => {
    await chmod(folder.base, 0o755);
    const before = await folder.use();
    await query(before.url, 'create table kept (n int)');
    await before.release();
    deny();
    const { url } = await folder.use();
    expect(await query(url, 'select * from kept')).toEqual([]);
    expect((await stat(join(folder.dataDir, 'postgres'))).uid).toBe(65534);
    expect((await stat(`/proc/${await folder.postmasterPid()}`)).uid).toBe(65534);
    expect((await stat(join(folder.dataDir, 'postgres-password'))).uid).toBe(0);
    expect((await stat(folder.dataDir)).mode & 0o007).toBe(0);
  });

  it('keeps the data elsewhere when `nobody` cannot reach the folder', async () => {
    deny();
    await chmod(folder.base, 0o711);
    await mkdir(join(folder.base, 'private'), { mode: 0o700 });
    folder.dataDir = join(folder.base, 'private/data');
    const first = await folder.use();
    const cluster = await realpath(join(folder.dataDir, 'postgres'));
    expect(cluster).toMatch(/^\/var\/lib\/claims-gateway\/[^/]+\/postgres$/);
    expect((await stat(join(cluster, '..'))).mode & 0o777).toBe(0o700);
    await query(first.url, 'create table kept (n int)');
    await first.release();
    expect(await query((await folder.use()).url, 'select * from kept')).toEqual([]);
  });
});
