import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from 'playwright-core';
import { describeWithBrowser, hasBrowser, WatchedBrowser } from '../support/browser.js';
import { type DemoGateway, startDemoGateway } from '../support/demo-gateway.js';
import { ExplorerPage } from './explorer-page.js';
import { FIGURES } from './home-figures.js';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** What axe-core finds that is serious or worse, with the places. */
async function violations(page: Page): Promise<string[]> {
  await page.evaluate(axe);
  const { violations: found } = (await page.evaluate(
    'axe.run(document, { resultTypes: ["violations"] })',
  )) as any;
  return found
    .filter(({ impact }: any) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }: any) => nodes.map(({ html }: any) => `${id}: ${html.slice(0, 200)}`));
}

/** Whether the page is wider than its window. */
function overflows(page: Page): Promise<unknown> {
  return page.evaluate('document.documentElement.scrollWidth > document.documentElement.clientWidth');
}

/** Whether the tabs of the editor's tools, or the tool itself, are drawn over the answer. */
const COVERS_ANSWER = `(() => {
  const box = (selector) => document.querySelector(selector).getBoundingClientRect();
  const answer = box('.graphiql-response');
  return ['.graphiql-editor-tools', '.graphiql-editor-tool'].map(box).some(
    ({ left, right, top, bottom }) =>
      left < answer.right && right > answer.left && top < answer.bottom - 1 && bottom > answer.top + 1);
})()`;

let gateway: DemoGateway;
let browser: WatchedBrowser;

beforeAll(async () => {
  if (!hasBrowser) return;
  gateway = await startDemoGateway();
  browser = await WatchedBrowser.start(gateway.url);
});
afterAll(async () => {
  await browser?.close();
  await gateway?.close();
});

const sizes = [
  [1280, 800],
  [390, 844],
] as const;
const colorSchemes = ['light', 'dark'] as const;

describeWithBrowser.each(sizes)('at %i by %i pixels', (width, height) => {
  let page: Page;

  beforeEach(async () => {
    page = await browser.newPage({ viewport: { width, height } });
  });
  afterEach(async () => {
    expect(await browser.closePages()).toEqual([]);
  });

  /** The page's faults in both colour schemes. */
  async function faultsOfPage(): Promise<Record<string, unknown>> {
    const faults: Record<string, unknown> = { overflows: await overflows(page) };
    for (const colorScheme of colorSchemes) {
      await page.emulateMedia({ colorScheme });
      // Colours that are still changing have the contrast of neither scheme.
      await page.evaluate('Promise.allSettled(document.getAnimations().map(({ finished }) => finished))');
      faults[colorScheme] = await violations(page);
    }
    return faults;
  }

  const NONE = { overflows: false, light: [], dark: [] };

  it('the sign-in panel is accessible', async () => {
    const explorer = await new ExplorerPage(page).open();
    await explorer.panel.waitFor();
    expect(await faultsOfPage()).toMatchObject({ light: [], dark: [] });
  });

  it('the sign-in panel shows the underscore with which keys begin', async () => {
    const explorer = await new ExplorerPage(page).open();
    const field = explorer.panel.getByLabel('API key');
    const shown = await field.screenshot();
    await field.evaluate((input) => input.setAttribute('placeholder', 'csb …'));
    expect(shown.equals(await field.screenshot())).toBe(false);
  });

  it('the explorer is accessible and fits the window', async () => {
    const explorer = await new ExplorerPage(page).openSignedIn(gateway.key);
    await explorer.run();
    await explorer.shows(explorer.answer, 'Oat Drink Original');
    const places = ['.graphiql-query-editor', '.result-window', '.account', '.graphiql-execute-button'];
    for (const place of places.map((selector) => page.locator(selector))) {
      const box = await place.boundingBox();
      expect(box?.width).toBeGreaterThanOrEqual(40);
      expect((box?.x ?? 0) + (box?.width ?? 0)).toBeLessThanOrEqual(width);
    }
    expect(await faultsOfPage()).toEqual(NONE);
  });

  it('the documentation of the schema is accessible, and nothing beside it covers the answer', async () => {
    await new ExplorerPage(page).openSignedIn(gateway.key);
    await page.getByRole('button', { name: 'Show Documentation Explorer' }).click();
    await page.getByRole('link', { name: 'Query', exact: true }).click();
    await page.getByRole('link', { name: 'claimByCode' }).waitFor();
    expect(await page.evaluate(COVERS_ANSWER)).toBe(false);
    const answer = page.locator('.graphiql-response');
    await answer.scrollIntoViewIfNeeded();
    const box = await answer.boundingBox();
    expect((box?.y ?? 0) + (box?.height ?? 0)).toBeLessThanOrEqual(height);
    expect(await faultsOfPage()).toEqual(NONE);
  });

  it('the reference is accessible and fits the window', async () => {
    await page.goto('/reference');
    await page.getByRole('heading', { name: 'Claims Gateway' }).waitFor();
    expect(await faultsOfPage()).toEqual(NONE);
  });

  it('the home page is accessible and fits the window', async () => {
    await page.goto('/');
    expect(await faultsOfPage()).toEqual(NONE);
  });

  it('the home page of a visitor who is signed in is accessible and fits the window', async () => {
    await page.request.post('/session', { data: { api_key: gateway.key } });
    await page.route('**/graphql', (route) =>
      route.request().postData()?.includes('query Figures')
        ? route.fulfill({ json: { data: FIGURES } })
        : route.fallback(),
    );
    await page.goto('/');
    await page.getByText('Products by category').waitFor();
    expect(await faultsOfPage()).toEqual(NONE);
  });

  it('the ground is of the scheme', async () => {
    const brightness: number[] = [];
    for (const colorScheme of colorSchemes) {
      await page.emulateMedia({ colorScheme });
      await page.goto('/');
      const ground = (await page.evaluate('getComputedStyle(document.body).backgroundColor')) as string;
      brightness.push(Number(/\d+/.exec(ground)?.[0]));
    }
    expect(brightness[0]).toBeGreaterThan(192);
    expect(brightness[1]).toBeLessThan(64);
  });
});

describeWithBrowser('with nothing but a keyboard', () => {
  it('a user signs in, runs an example and chooses another tab', async () => {
    const page = await browser.newPage();
    const explorer = await new ExplorerPage(page).open();
    await explorer.panel.waitFor();
    await page.keyboard.insertText(gateway.key);
    await page.keyboard.press('Enter');
    await explorer.quota.waitFor();

    await tabTo(page, '.graphiql-execute-button');
    await page.keyboard.press('Enter');
    await explorer.shows(explorer.answer, 'Oat Drink Original');

    await tabTo(page, '.graphiql-tab:nth-child(5) .graphiql-tab-button');
    await page.keyboard.press('Enter');
    await explorer.shows(explorer.query, 'ClaimsByCategory');
    expect(await browser.closePages()).toEqual([]);
  });
});

/** Presses Tab until an element has the focus. */
async function tabTo(page: Page, selector: string): Promise<void> {
  const target = page.locator(selector);
  await target.waitFor();
  for (let presses = 0; presses < 60; presses++) {
    await page.keyboard.press('Tab');
    if ((await page.locator(`${selector}:focus`).count()) > 0) return;
  }
  throw new Error(`${selector} cannot be reached by Tab`);
}
