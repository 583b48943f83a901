// Takes the picture of the explorer that the README shows, of a server of its own on the demo catalogue:
//   npm run screenshot [file] [width] [light|dark] [path]
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { findChromium, launchChromium } from '../test/support/chromium.ts';

const [file = 'docs/explorer.png', width = '1280', colorScheme = 'light', path = '/graphiql'] =
  process.argv.slice(2);
const chromium = findChromium();
if (!chromium) throw new Error('No Chromium is on the PATH.');

const dataDir = await mkdtemp(join(tmpdir(), 'claims-screenshot-'));
const server = await startServer();
const browser = await launchChromium(chromium);
try {
  const viewport = { width: Number(width), height: Number(width) < 700 ? 844 : 800 };
  const page = await browser.newPage({ viewport, colorScheme });
  await signIn(page);
  await page.goto(server.url + path);
  if (path === '/graphiql') await runFirstExample(page);
  else await page.waitForLoadState('networkidle');
  await page.screenshot({ path: file });
} finally {
  await browser.close();
  server.process.kill('SIGTERM');
  await once(server.process, 'exit');
  await rm(dataDir, { recursive: true, force: true });
}

async function startServer() {
  const claims = fileURLToPath(new URL('../dist/cli/claims.js', import.meta.url));
  const child = spawn(process.execPath, [claims, 'serve'], {
    env: { PATH: process.env.PATH, PORT: '0', LOG_FORMAT: 'json', DATA_DIR: dataDir },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let log = '';
  for await (const chunk of child.stderr) {
    log += chunk;
    const url = /listening at (http:[^"]+)/.exec(log)?.[1];
    if (url) {
      child.stderr.resume();
      return { url, process: child };
    }
  }
  throw new Error(`The server did not start: ${log}`);
}

async function signIn(page) {
  const api_key = await readFile(join(dataDir, 'demo-key'), 'utf8');
  await page.request.post(`${server.url}/session`, { data: { api_key } });
}

async function runFirstExample(page) {
  await page.getByTestId('quota').waitFor();
  await page.getByRole('button', { name: /^Execute query/ }).click();
  await page.locator('.result-window .view-line', { hasText: 'totalCount' }).waitFor();
  // The colours of the query come a moment later.
  await page
    .locator('.graphiql-query-editor .view-line span span')
    .getByText('query', { exact: true })
    .waitFor();
  // Away from the button, whose tooltip would be in the picture.
  await page.mouse.move(0, 0);
  await page.locator('.graphiql-tooltip').waitFor({ state: 'detached' });
}
