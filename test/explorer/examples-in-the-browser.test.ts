import { describeWithBrowser, WatchedBrowser } from '../support/browser.js';
import { type DemoGateway, startDemoGateway } from '../support/demo-gateway.js';
import { ExplorerPage } from './explorer-page.js';

describeWithBrowser('the examples of the explorer', () => {
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
  afterEach(async () => {
    expect(await browser.closePages()).toEqual([]);
  });
  afterAll(async () => {
    await browser?.stop();
    await gateway.close();
  });

  it('stand in tabs of their own at the first visit', async () => {
    await explorer.open();
    expect(await explorer.tabs.allTextContents()).toEqual([
      'VeganAndGlutenFree',
      'ProductWithEvidence',
      'AssignClaim',
      'AssignClaimAgain',
      'ClaimsByCategory',
    ]);
  });

  it('give a first answer within ten seconds of following the link of the start', async () => {
    const link = await gateway.signInLink();
    const start = Date.now();
    await explorer.open(link);
    const { data } = await explorer.run();
    await explorer.shows(explorer.answer, 'Oat Drink Original');
    expect(Date.now() - start).toBeLessThan(10_000);
    expect(data.products.totalCount).toBe(8);
  });

  it('show a product with its claims and their evidence', async () => {
    await explorer.openSignedIn(gateway.key);
    await explorer.chooseTab('ProductWithEvidence');
    const { data } = await explorer.run();
    await explorer.shows(explorer.answer, 'DAIRY_FREE');
    const [assignment] = data.product.claims.nodes.filter((node: any) => node.evidenceUrl);
    expect(assignment).toMatchObject({ claim: { code: 'GLUTEN_FREE' }, source: 'THIRD_PARTY_VERIFIED' });
  });

  it('assign a claim with variables, and meet the conflict when they assign it again', async () => {
    await explorer.openSignedIn(gateway.key);
    await explorer.chooseTab('AssignClaim');
    await explorer.shows(explorer.variables, '09520000000011');
    const { data } = await explorer.run();
    await explorer.shows(explorer.answer, 'isActive');
    expect(data.assignClaim.assignment).toMatchObject({ claim: { label: 'Non-GMO' }, isActive: true });

    await explorer.chooseTab('AssignClaimAgain');
    const { errors } = await explorer.run();
    await explorer.shows(explorer.answer, 'CONFLICT');
    expect(errors[0].extensions).toMatchObject({ code: 'CONFLICT', status: 409 });
  });

  it('page through the claims of a category', async () => {
    await explorer.openSignedIn(gateway.key);
    await explorer.chooseTab('ClaimsByCategory');
    const first = await explorer.run();
    await explorer.shows(explorer.answer, 'HALAL');
    const { hasNextPage, endCursor } = first.data.claims.pageInfo;
    expect(hasNextPage).toBe(true);

    await explorer.write('Variables', JSON.stringify({ category: 'DIETARY', after: endCursor }));
    const second = await explorer.run();
    await explorer.shows(explorer.answer, 'VEGAN');
    expect(second.data.claims.pageInfo.hasNextPage).toBe(false);
    expect(second.data.claims.nodes).toHaveLength(first.data.claims.totalCount - 5);
  });
});
