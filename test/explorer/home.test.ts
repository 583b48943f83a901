import type { Page } from 'playwright-core';
import { beside4xx, describeWithBrowser, WatchedBrowser } from '../support/browser.js';
import { type DemoGateway, startDemoGateway } from '../support/demo-gateway.js';
import { FIGURES } from './home-figures.js';

describeWithBrowser('the home page', () => {
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

  /** Opens the page signed in. The figures of assignments are answered with a status and a body. */
  async function openSignedIn(status: number, body: object): Promise<void> {
    await page.request.post('/session', { data: { api_key: gateway.key } });
    await page.route('**/graphql', (route) =>
      route.request().postData()?.includes('query Figures')
        ? route.fulfill({ status, json: body })
        : route.fallback(),
    );
    const figures = page.waitForResponse((response) =>
      Boolean(response.request().postData()?.includes('query Figures')),
    );
    await page.goto('/');
    await figures;
  }

  const overview = () => page.locator('#overview');

  it('counts products and claims for a visitor who is signed in', async () => {
    await openSignedIn(200, { data: FIGURES });
    await overview().getByText('1,234').waitFor();
    expect(await overview().locator('dl > div').allInnerTexts()).toEqual([
      'Products\n25',
      'Products of your organization\n25',
      'Claims in the catalogue\n42',
      'Claims of products\n1,234',
    ]);
    expect(await browser.closePages()).toEqual([]);
  });

  it('lists what expires soon and the products by category', async () => {
    await openSignedIn(200, { data: FIGURES });
    await overview().getByText('Expires within 60 days 2').waitFor();
    const expiring = overview().locator('section', { hasText: 'Expires within' });
    expect(await expiring.locator('.rows li').allInnerTexts()).toEqual([
      expect.stringMatching(/^Oat Drink Original\s+Organic\s+2027-01-05$/),
      expect.stringMatching(/^Oat Drink Barista\s+Vegan\s+2027-01-20$/),
    ]);
    const bars = overview().getByRole('list', { name: 'Products by category of their claims' });
    expect(await bars.locator('li').allInnerTexts()).toEqual([expect.stringMatching(/^Allergen free\s+17$/)]);
    expect(await browser.closePages()).toEqual([]);
  });

  it('lists the changes of the organization, the latest first', async () => {
    await openSignedIn(200, { data: FIGURES });
    const changes = overview().locator('section', { hasText: 'Recent changes' });
    await changes.waitFor();
    expect(await changes.locator('.rows li').allInnerTexts()).toEqual([
      expect.stringMatching(/^Oat Drink Barista\s+Vegan removed\s+2026-11-28 08:05 UTC$/),
      expect.stringMatching(/^Oat Drink Original\s+Organic assigned\s+2026-11-27 23:59 UTC$/),
    ]);
    expect(await browser.closePages()).toEqual([]);
  });

  it('leaves out what the schema of the server does not have', async () => {
    await openSignedIn(400, {
      errors: [{ message: 'Cannot query field "claimAssignments" on type "Query".' }],
    });
    await overview().getByText('Claims in the catalogue').waitFor();
    expect(await overview().locator('dl > div').count()).toBe(2);
    expect(await overview().locator('section').count()).toBe(0);
    expect(beside4xx(await browser.closePages())).toEqual([]);
  });

  it('shows none of it to a visitor who is not signed in, and asks for none', async () => {
    const asked: string[] = [];
    page.on('request', (request) => asked.push(new URL(request.url()).pathname));
    const told = page.waitForResponse('**/session');
    await page.goto('/');
    await told;
    expect(await overview().isVisible()).toBe(false);
    expect(asked).not.toContain('/graphql');
    expect(await browser.closePages()).toEqual([]);
  });
});
