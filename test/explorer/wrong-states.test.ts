import { beside4xx, describeWithBrowser, WatchedBrowser } from '../support/browser.js';
import { type DemoGateway, startDemoGateway } from '../support/demo-gateway.js';
import { ExplorerPage } from './explorer-page.js';

const DEEP = `query Deep {
  products(first: 100) { nodes { claims(first: 100) { nodes { claim { label } } } } }
}`;

describeWithBrowser('the explorer tells a person', () => {
  let gateway: DemoGateway;
  let browser: WatchedBrowser;
  let explorer: ExplorerPage;

  beforeAll(async () => {
    gateway = await startDemoGateway();
    browser = await WatchedBrowser.start(gateway.url);
  });
  beforeEach(async () => {
    explorer = new ExplorerPage(await browser.newPage());
  });
  afterEach(() => browser.closePages());
  afterAll(async () => {
    await browser?.stop();
    await gateway.close();
  });

  it('that the server cannot be reached, and goes on when it can', async () => {
    await explorer.openSignedIn(gateway.key);
    const context = explorer.page.context();
    await context.setOffline(true);
    await explorer.page.getByRole('button', { name: /^Execute query/ }).click();
    await explorer.shows(explorer.notice, 'The server cannot be reached');
    await context.setOffline(false);
    await explorer.notice.getByRole('button', { name: 'Try again' }).click();
    await explorer.notice.waitFor({ state: 'hidden' });
    expect((await explorer.run()).data.products.totalCount).toBe(8);
  });

  it('that signing in is needed for what is asked', async () => {
    await explorer.open();
    await explorer.page.keyboard.press('Escape');
    await explorer.panel.waitFor({ state: 'hidden' });
    await explorer.run();
    await explorer.shows(explorer.panel, 'This needs a credential');
    expect(beside4xx(await browser.closePages())).toEqual([]);
  });

  it('that the quota is spent, and how long to wait', async () => {
    // Signing in and reading the schema take two.
    const key = await gateway.fixtures.key(gateway.organization, { perMinute: 2 });
    await explorer.openSignedIn(key);
    await explorer.shows(explorer.quota, '0 of 2 requests left this minute');
    await explorer.run();
    await explorer.shows(explorer.notice, /Rate limit reached: wait \d+ s\./);
    expect(beside4xx(await browser.closePages())).toEqual([]);
  });

  it('that a query was refused for its cost, with the limit', async () => {
    await explorer.openSignedIn(gateway.key, `/graphiql?${new URLSearchParams({ query: DEEP })}`);
    await explorer.run();
    await explorer.shows(explorer.notice, 'This query asks for too much at once');
    await explorer.shows(explorer.notice, 'the limit is 5000');
    expect(await browser.closePages()).toEqual([]);
  });
});
