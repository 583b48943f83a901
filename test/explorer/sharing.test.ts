import { describeWithBrowser } from '../support/browser.js';
import { useExplorer } from './explorer-suite.js';

const QUERY = `query Role { viewer { role } }
query ByCode($code: String!) { claimByCode(code: $code) { label } }`;

describeWithBrowser('a link to a query', () => {
  const site = useExplorer();

  afterEach(async () => {
    expect(await site.browser.closePages()).toEqual([]);
  });

  function link(parameters: Record<string, string>, path = '/graphiql'): string {
    return `${path}?${new URLSearchParams(parameters)}`;
  }

  it('opens the query, its variables and the operation that it names', async () => {
    const variables = '{"code":"VEGAN"}';
    await site.explorer.openSignedIn(
      site.gateway.key,
      link({ query: QUERY, variables, operationName: 'ByCode' }),
    );
    await site.explorer.shows(site.explorer.query, 'claimByCode');
    await site.explorer.shows(site.explorer.variables, '"code": "VEGAN"');
    await site.explorer.page.getByRole('button', { name: /^Execute query/ }).click();
    await site.explorer.page.getByRole('menuitem', { name: 'ByCode' }).click();
    await site.explorer.shows(site.explorer.answer, '"label": "Vegan"');
  });

  it('opens beside the examples at the first visit', async () => {
    await site.explorer.open(link({ query: 'query Mine { viewer { role } }' }));
    expect(await site.explorer.tabs.allTextContents()).toEqual(
      expect.arrayContaining(['Mine', 'AssignClaim']),
    );
  });

  it('opens in a tab of its own and leaves those of the visitor alone', async () => {
    await site.explorer.openSignedIn(site.gateway.key);
    await site.explorer.write('Variables', '{"mine": 1}');
    await site.explorer.isStored('mine');
    await site.explorer.open(link({ query: 'query Theirs { viewer { role } }' }));
    await site.explorer.shows(site.explorer.query, 'Theirs');
    await site.explorer.chooseTab('VeganAndGlutenFree');
    await site.explorer.shows(site.explorer.variables, '{"mine": 1}');
  });

  it('may as well name /graphql', async () => {
    await site.explorer.open(link({ query: 'query Mine { viewer { role } }' }, '/graphql'));
    await site.explorer.shows(site.explorer.query, 'query Mine');
  });

  it('is made by a button, and holds no header', async () => {
    await site.explorer.openSignedIn(site.gateway.key, link({ query: 'query Mine { viewer { role } }' }));
    await site.explorer.write('Headers', '{"X-API-Key": "secret"}');
    await site.explorer.page.getByRole('button', { name: 'Copy a link to this query' }).click();
    await site.explorer.shows(site.explorer.notice, 'copied');
    const { searchParams } = new URL(site.explorer.page.url());
    expect(Object.fromEntries(searchParams)).toEqual({
      query: 'query Mine { viewer { role } }',
      operationName: 'Mine',
    });
  });
});
