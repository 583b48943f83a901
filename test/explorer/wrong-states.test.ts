import { beside4xx, describeWithBrowser } from '../support/browser.js';
import { useExplorer } from './explorer-suite.js';

const DEEP = `query Deep {
  products(first: 100) { nodes { claims(first: 100) { nodes { claim { label } } } } }
}`;

describeWithBrowser('the explorer tells a person', () => {
  const site = useExplorer();

  afterEach(() => site.browser.closePages());

  it('that the server cannot be reached, in a sentence, until it is back', async () => {
    await site.explorer.openSignedIn(site.gateway.key);
    const context = site.explorer.page.context();
    await context.setOffline(true);
    await site.explorer.page.getByRole('button', { name: /^Execute query/ }).click();
    await site.explorer.shows(site.explorer.notice, 'The server cannot be reached');
    await site.explorer.shows(site.explorer.answer, 'Run the query again when it is back.');
    expect(await site.explorer.answer.textContent()).not.toContain('stack');
    await context.setOffline(false);
    await site.explorer.notice.waitFor({ state: 'hidden' });
    expect((await site.explorer.run()).data.products.totalCount).toBe(8);
  });

  it('that signing in is needed for what is asked', async () => {
    await site.explorer.open();
    await site.explorer.page.keyboard.press('Escape');
    await site.explorer.panel.waitFor({ state: 'hidden' });
    await site.explorer.run();
    await site.explorer.shows(site.explorer.panel, 'This needs a credential');
    expect(beside4xx(await site.browser.closePages())).toEqual([]);
  });

  it('that the quota is spent, and how long to wait', async () => {
    // Signing in, asking who is signed in and reading what examples can name and the schema take four.
    const key = await site.gateway.fixtures.key(site.gateway.organization, { perMinute: 4 });
    await site.explorer.openSignedIn(key);
    await site.explorer.shows(site.explorer.quota, '0 of 4 requests left this minute');
    await site.explorer.run();
    await site.explorer.shows(site.explorer.notice, /Rate limit reached: wait \d+ s\./);
    expect(beside4xx(await site.browser.closePages())).toEqual([]);
  });

  it('that the quota is spent before it is known who is signed in, and asks again by itself', async () => {
    const { page, notice, panel } = site.explorer;
    let isSpent = true;
    await page.route('**/session', (route) =>
      isSpent
        ? route.fulfill({
            status: 429,
            headers: { 'content-type': 'application/problem+json', 'retry-after': '1' },
            body: JSON.stringify({ detail: 'Rate limit exceeded.' }),
          })
        : route.fallback(),
    );
    await site.explorer.open();
    await site.explorer.shows(notice, 'Rate limit exceeded.');
    isSpent = false;
    await panel.waitFor();
    expect(beside4xx(await site.browser.closePages())).toEqual([]);
  });

  it('that a query was refused for its cost, with the limit', async () => {
    await site.explorer.openSignedIn(site.gateway.key, `/graphiql?${new URLSearchParams({ query: DEEP })}`);
    await site.explorer.run();
    await site.explorer.shows(site.explorer.notice, 'This query asks for too much at once');
    await site.explorer.shows(site.explorer.notice, 'the limit is 5000');
    expect(await site.browser.closePages()).toEqual([]);
  });
});
