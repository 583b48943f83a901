import type { Page } from 'playwright-core';
import { beside4xx, describeWithBrowser, WatchedBrowser } from '../support/browser.js';
import { type DemoGateway, startDemoGateway } from '../support/demo-gateway.js';

describeWithBrowser('the REST reference', () => {
  let gateway: DemoGateway;
  let browser: WatchedBrowser;
  let page: Page;

  beforeAll(async () => {
    gateway = await startDemoGateway();
    browser = await WatchedBrowser.start(gateway.url);
  });
  beforeEach(async () => {
    page = await browser.newPage();
  });
  afterAll(async () => {
    await browser.close();
    await gateway.close();
  });

  async function signIn(): Promise<void> {
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByLabel('API key').fill(gateway.key);
    await page.getByRole('dialog').getByRole('button', { name: 'Sign in' }).click();
    await page.getByTestId('who').waitFor();
  }

  /** Tries the list of the catalogue; gives the answer to it. */
  async function tryListOfClaims() {
    await page.goto('/reference#tag/claims/GET/certifications/api/v1/claims');
    await page.getByRole('button', { name: /^Test Request.*\/certifications\/api\/v1\/claims\)$/ }).click();
    const answered = page.waitForResponse((response) => response.url().includes('/api/v1/claims'));
    await page.getByRole('button', { name: /^Send get request/ }).click();
    return answered;
  }

  it('shows the operations of the document, with no request to other hosts and no error', async () => {
    await page.goto('/reference');
    await page.getByText('Assign a claim to a product').first().waitFor();
    expect(await browser.closePages()).toEqual([]);
  });

  it('tries a call on this server as the session that signed in', async () => {
    await page.goto('/reference');
    await signIn();
    const response = await tryListOfClaims();
    expect(response.status()).toBe(200);
    expect(new URL(response.url()).origin).toBe(gateway.url);
    expect((await response.json()).data).not.toHaveLength(0);
    expect(await browser.closePages()).toEqual([]);
  });

  it('sends the example of an assignment as it is, and it is created', async () => {
    await page.request.post('/session', { data: { api_key: gateway.key } });
    await page.goto('/reference#tag/assignments/POST/certifications/api/v1/products/{gtin}/claims');
    await page.getByRole('button', { name: /^Test Request.*post.*\/products\/\{gtin\}\/claims\)$/i }).click();
    const answered = page.waitForResponse((response) => response.request().method() === 'POST');
    await page.getByRole('button', { name: /^Send post request/ }).click();
    expect((await answered).status()).toBe(201);
    expect(await browser.closePages()).toEqual([]);
  });

  it('shows no credential where none was entered, and keeps its header in view', async () => {
    await page.goto('/reference');
    await page.getByText('Calls use the session of this page').first().waitFor();
    await page.getByRole('button', { name: 'Select Auth Type' }).first().click();
    await page.getByRole('option', { name: 'APIKeyHeaderAuth' }).click();
    const secret = page.getByPlaceholder('Not set').first();
    await secret.waitFor();
    expect(await secret.inputValue()).toBe('');
    await page.keyboard.press('Escape');
    const [scrolled, top] = (await page.evaluate(
      '(scrollTo(0, 1500), [scrollY, document.querySelector(".bar").getBoundingClientRect().top])',
    )) as [number, number];
    expect(scrolled).toBeGreaterThan(0);
    expect(top).toBe(0);
    expect(await browser.closePages()).toEqual([]);
  });

  it('is answered with 401 without a session', async () => {
    expect((await tryListOfClaims()).status()).toBe(401);
    expect(beside4xx(await browser.closePages())).toEqual([]);
  });
});
