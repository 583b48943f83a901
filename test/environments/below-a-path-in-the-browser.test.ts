import type { Page } from 'playwright-core';
import { ExplorerPage } from '../explorer/explorer-page.js';
import { describeWithBrowser, WatchedBrowser } from '../support/browser.js';
import { type DemoGateway, startDemoGateway } from '../support/demo-gateway.js';
import { freePort } from '../support/free-port.js';
import { type PrefixProxy, startNodeProxy } from '../support/prefix-proxy.js';

const PREFIX = '/claims-api';

describeWithBrowser('the pages behind a proxy that serves them below a path', () => {
  let gateway: DemoGateway;
  let proxy: PrefixProxy;
  let browser: WatchedBrowser;
  let address: string;
  let page: Page;

  beforeAll(async () => {
    const port = await freePort();
    address = `http://127.0.0.1:${port}${PREFIX}`;
    gateway = await startDemoGateway({ publicUrl: address });
    proxy = await startNodeProxy({ port, prefix: PREFIX, upstream: gateway.url });
    browser = await WatchedBrowser.start(address);
  });
  beforeEach(async () => {
    page = await browser.newPage();
  });
  // Whatever a page asks for outside of the path is a fault, too.
  afterEach(async () => expect(await browser.closePages()).toEqual([]));
  afterAll(async () => {
    await browser.close();
    await proxy.close();
    await gateway.close();
  });

  it('a sign-in link leads to the explorer, which is signed in, runs operations and shares them', async () => {
    const explorer = await new ExplorerPage(page).open(`${address}${await gateway.signInLink()}`);
    expect(page.url()).toBe(`${address}/graphiql`);
    await explorer.who.waitFor();
    expect((await explorer.run()).data.products.nodes).not.toHaveLength(0);
    await page.getByRole('button', { name: 'Copy a link to this query' }).click();
    await page.waitForURL(`${address}/graphiql?query=*`);
  });

  it('the reference shows the document and calls the gateway', async () => {
    await page.goto(`${address}${await gateway.signInLink()}`);
    await page.getByRole('link', { name: 'Reference' }).click();
    await page.getByText('Assign a claim to a product').first().waitFor();
    await page.goto(`${address}/reference#tag/claims/GET/certifications/api/v1/claims`);
    await page.getByRole('button', { name: /^Test Request.*\/certifications\/api\/v1\/claims\)$/ }).click();
    const answered = page.waitForResponse((response) => response.url().includes('/api/v1/claims'));
    await page.getByRole('button', { name: /^Send get request/ }).click();
    const response = await answered;
    expect(response.url().startsWith(`${address}/certifications/api/v1/claims`)).toBe(true);
    expect(response.status()).toBe(200);
  });

  it('the home page shows a first call to the address', async () => {
    await page.goto(`${address}/`);
    await page.getByText(`${address}/graphql`).waitFor();
    await page.getByRole('link', { name: 'REST reference' }).click();
    await page.waitForURL(`${address}/reference`);
  });
});
