import { describeWithBrowser, WatchedBrowser } from '../support/browser.js';
import { type DemoGateway, startDemoGateway } from '../support/demo-gateway.js';
import { ExplorerPage } from './explorer-page.js';

const QUERY = `query Role { viewer { role } }
query ByCode($code: String!) { claimByCode(code: $code) { label } }`;

describeWithBrowser('a link to a query', () => {
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

  function link(parameters: Record<string, string>, path = '/graphiql'): string {
    return `${path}?${new URLSearchParams(parameters)}`;
  }

  it('opens the query, its variables and the operation that it names', async () => {
    const variables = '{"code":"VEGAN"}';
    await explorer.openSignedIn(gateway.key, link({ query: QUERY, variables, operationName: 'ByCode' }));
    await explorer.shows(explorer.query, 'claimByCode');
    await explorer.shows(explorer.variables, '"code": "VEGAN"');
    await explorer.page.getByRole('button', { name: /^Execute query/ }).click();
    await explorer.page.getByRole('menuitem', { name: 'ByCode' }).click();
    await explorer.shows(explorer.answer, '"label": "Vegan"');
  });

  it('opens beside the examples at the first visit', async () => {
    await explorer.open(link({ query: 'query Mine { viewer { role } }' }));
    expect(await explorer.tabs.allTextContents()).toEqual(expect.arrayContaining(['Mine', 'AssignClaim']));
  });

  it('opens in a tab of its own and leaves those of the visitor alone', async () => {
    await explorer.openSignedIn(gateway.key);
    await explorer.write('Variables', '{"mine": 1}');
    await explorer.isStored('mine');
    await explorer.open(link({ query: 'query Theirs { viewer { role } }' }));
    await explorer.shows(explorer.query, 'Theirs');
    await explorer.chooseTab('VeganAndGlutenFree');
    await explorer.shows(explorer.variables, '{"mine": 1}');
  });

  it('may as well name /graphql', async () => {
    await explorer.open(link({ query: 'query Mine { viewer { role } }' }, '/graphql'));
    await explorer.shows(explorer.query, 'query Mine');
  });

  it('is made by a button, and holds no header', async () => {
    await explorer.openSignedIn(gateway.key, link({ query: 'query Mine { viewer { role } }' }));
    await explorer.write('Headers', '{"X-API-Key": "secret"}');
    await explorer.page.getByRole('button', { name: 'Copy a link to this query' }).click();
    await explorer.shows(explorer.notice, 'copied');
    const { searchParams } = new URL(explorer.page.url());
    expect(Object.fromEntries(searchParams)).toEqual({
      query: 'query Mine { viewer { role } }',
      operationName: 'Mine',
    });
  });
});
