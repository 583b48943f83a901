import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { eventually } from './eventually.js';

/** A proxy on loopback that serves a gateway below a path, which it takes off before it passes requests on. */
export interface PrefixProxy {
  close(): Promise<void>;
}

/** Where a proxy listens, below which path it serves, and what. */
export interface PrefixProxyOptions {
  readonly port: number;
  /** `/claims-api` */
  readonly prefix: string;
  readonly upstream: string;
}

const isInstalled = spawnSync('nginx', ['-v']).status === 0;
if (!isInstalled) {
  const missing = 'nginx is not on the PATH';
  if (process.env.CI) throw new Error(missing);
  process.stderr.write(`${missing}: the tests that need it are skipped\n`);
}

/** As `describe`, for tests that need nginx: skipped on a machine without it, unless it is CI's. */
export const describeWithNginx = isInstalled ? describe : describe.skip;

/** Starts a proxy of a few lines. It changes no header. */
export async function startNodeProxy({ port, prefix, upstream }: PrefixProxyOptions): Promise<PrefixProxy> {
  const server = createServer((incoming, outgoing) => {
    const { method, headers, url = '/' } = incoming;
    if (url === prefix) return outgoing.writeHead(301, { location: `${prefix}/` }).end();
    if (!url.startsWith(`${prefix}/`)) return outgoing.writeHead(502).end('not below the path');
    const onward = request(upstream + url.slice(prefix.length), { method, headers }, (answer) => {
      outgoing.writeHead(answer.statusCode as number, answer.rawHeaders);
      answer.pipe(outgoing);
    });
    incoming.pipe(onward.on('error', () => outgoing.destroy()));
  });
  await once(server.listen(port, '127.0.0.1'), 'listening');
  return {
    close: async () => {
      server.closeAllConnections();
      await once(server.close(), 'close');
    },
  };
}

/** Starts nginx, configured as docs/operations.md says. */
export async function startNginx({ port, prefix, upstream }: PrefixProxyOptions): Promise<PrefixProxy> {
  const folder = await mkdtemp(join(tmpdir(), 'claims-nginx-'));
  const file = join(folder, 'nginx.conf');
  await writeFile(file, configuration(folder, { port, prefix, upstream }));
  const nginx = spawn('nginx', ['-p', folder, '-e', 'stderr', '-c', file], {
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const log = collect(nginx);
  await eventually(() => {
    if (nginx.exitCode !== null) throw new Error(`nginx has ended: ${log()}`);
    return answers(`http://127.0.0.1:${port}/`);
  });
  return {
    close: async () => {
      const exited = once(nginx, 'exit');
      nginx.kill('SIGTERM');
      await exited;
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** As docs/operations.md shows it, in the foreground and without anything outside of its folder. */
function configuration(folder: string, { port, prefix, upstream }: PrefixProxyOptions): string {
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map(
    (name) => `  ${name}_temp_path ${folder}/${name};`,
  );
  return `daemon off;
master_process off;
pid ${folder}/pid;
events {}
http {
  access_log off;
${temporary.join('\n')}
  server {
    listen 127.0.0.1:${port};
    proxy_http_version 1.1;
    proxy_set_header Connection "";
    proxy_set_header Host $http_host;
    location ${prefix}/ {
      proxy_pass ${upstream}/;
    }
  }
}
`;
}

async function answers(url: string): Promise<boolean> {
  return fetch(url).then(
    () => true,
    () => false,
  );
}

function collect({ stderr }: ChildProcess): () => string {
  let text = '';
  stderr?.on('data', (chunk) => {
    text += chunk;
  });
  return () => text;
}
