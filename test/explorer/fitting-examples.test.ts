import { shortId } from '../../src/codecs/short-id.js';
import { describeWithBrowser, WatchedBrowser } from '../support/browser.js';
import { type Gateway, startGateway } from '../support/gateway.js';
import { ExplorerPage } from './explorer-page.js';

describeWithBrowser('the examples of the explorer without the demo', () => {
  let gateway: Gateway;
  let browser: WatchedBrowser;
  let explorer: ExplorerPage;
  let key: string;
  let gtin: string;
  let lacked: string;

  beforeAll(async () => {
    gateway = await startGateway();
    const { fixtures } = gateway;
    const own = await fixtures.organization();
    key = await fixtures.key(own);
    await fixtures.product(await fixtures.organization('Others'), { name: 'Of others' });
    gtin = await fixtures.product(own, { name: 'Own product' });
    await fixtures.assignment(gtin, await fixtures.claim('CARRIED', { category: 'PROCESS' }));
    lacked = shortId(await fixtures.claim('LACKED', { category: 'PROCESS' }));
    browser = await WatchedBrowser.start(gateway.url);
  });
  beforeEach(async () => {
    explorer = new ExplorerPage(await browser.newPage());
  });
  afterEach(async () => {
    expect(await browser.closePages()).toEqual([]);
  });
  afterAll(async () => {
    await browser.close();
    await gateway.close();
  });

  it('name a product of the own organization, and claims that are stored', async () => {
    await explorer.openSignedIn(key);
    await explorer.shows(explorer.query, 'ProductsWithClaims');
    const { data } = await explorer.run();
    expect(data.products.nodes).toMatchObject([{ gtin }]);
    await explorer.chooseTab('AssignClaim');
    await explorer.shows(explorer.variables, lacked);
    const assigned = await explorer.run();
    expect(assigned.data.assignClaim.assignment.claim.label).toBe('LACKED');
  });

  it('leave tabs alone that the visitor has changed', async () => {
    await explorer.open();
    await explorer.panel.getByRole('button', { name: 'Continue without' }).click();
    await explorer.query.click();
    await explorer.page.keyboard.press('ControlOrMeta+a');
    await explorer.page.keyboard.insertText('query Mine { viewer { role } }');
    await explorer.shows(explorer.tabs, 'Mine');
    await explorer.page.getByRole('button', { name: 'Sign in' }).click();
    await explorer.signIn(key);
    await explorer.quota.waitFor();
    await explorer.shows(explorer.query, 'query Mine');
    await explorer.chooseTab('ProductWithEvidence');
    await explorer.shows(explorer.query, gtin);
  });
});
