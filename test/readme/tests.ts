import { readFile, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import type { Terminal } from '../support/terminal.js';
import { type CommandBlock, fencedCommands } from './fenced-commands.js';
import { FreshCheckout } from './fresh-checkout.js';

const blocks = fencedCommands(await readFile('README.md', 'utf8'));
const isStart = ({ commands }: CommandBlock) => commands.includes('npm start');
const isTest = ({ commands }: CommandBlock) => commands.includes('npm test');

const INSTALLED_WITHIN_MS = 300_000;
const READY_WITHIN_MS = 60_000;

/**
 * Tests of the README's commands, in its order, as a new user runs them with a version of npm. Each test goes on from the one
 * before it.
 */
export function testReadme(npm: string): void {
  let checkout: FreshCheckout;
  let server: Terminal | undefined;

  beforeAll(async () => {
    checkout = await FreshCheckout.create(npm);
  });
  afterAll(async () => {
    await server?.close();
    await checkout.remove();
  });

  it('installs and runs the tests', async () => {
    const [{ commands = '' } = {}] = blocks.filter(isTest);
    // The whole suite takes minutes and has a run of its own.
    const output = await checkout.run(commands.replace('npm test', 'npm test -- test/codecs'));
    expect(output).toMatch(/^Tests: .* passed/m);
  });

  it('installs, starts, and prints how to sign in', async () => {
    const [{ commands = '' } = {}] = blocks.filter(isStart);
    server = checkout.start(commands);
    await server.writes(/API key {4}csb_/, INSTALLED_WITHIN_MS);
    expect(server.output).toMatch(/Sign in {4}http:\S+\/session\/link\//);
    expect((await fetch(`${checkout.url}/readyz`)).status).toBe(200);
  });

  it('queries, assigns a claim and imports', async () => {
    const others = blocks.filter((block) => !isStart(block) && !isTest(block));
    expect(others.map(({ section }) => section)).toEqual(['First query', 'First POST', 'Your own data']);
    const output = await checkout.run(others.map(({ commands }) => commands).join('\n'));
    expect(output).toContain('"name":"Oat Drink Original"');
    expect(output).toContain('HTTP/1.1 201 Created');
    expect(output).toContain('Removed 25 products');
    expect(output).toMatch(/^csb_\w+$/m);
    expect(output).not.toMatch(/"errors"|HTTP\/1\.1 [45]/);
  });

  it('stops on Ctrl-C', async () => {
    await server?.interrupt();
    await expect(fetch(`${checkout.url}/healthz`)).rejects.toMatchObject({ cause: { code: 'ECONNREFUSED' } });
  });

  it('starts again without a build, and without the demo', async () => {
    server = checkout.start('npm start');
    await server.writes(/API key {4}create one/, READY_WITHIN_MS);
    expect(server.output).not.toContain('Building');
    await server.interrupt();
  });

  it('serves without the development dependencies, by a link from another folder', async () => {
    await checkout.run('npm prune --omit=dev');
    await symlink(join(checkout.folder, 'bin', 'claims'), join(checkout.base, 'claims'));
    // The terminal's shell would end by Ctrl-C as well, and with another exit code.
    const command = `exec env DATA_DIR=${checkout.folder}/.claims ../claims serve`;
    server = checkout.start(command, join(checkout.base, 'home'));
    await server.writes(/API key/, READY_WITHIN_MS);
    expect((await fetch(`${checkout.url}/readyz`)).status).toBe(200);
    expect(await server.interrupt()).toBe(0);
  });
}
