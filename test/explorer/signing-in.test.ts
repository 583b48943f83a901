import { beside4xx, describeWithBrowser } from '../support/browser.js';
import { ExplorerPage } from './explorer-page.js';
import { type ExplorerSuite, useExplorer } from './explorer-suite.js';

describeWithBrowser('signing in to the explorer', () => {
  const site = useExplorer();
  let provokes4xx: boolean;

  beforeEach(() => {
    provokes4xx = false;
  });
  afterEach(async () => {
    const faults = await site.browser.closePages();
    expect(provokes4xx ? beside4xx(faults) : faults).toEqual([]);
  });

  /** Ends the session of the page on the server, behind the browser's back. */
  async function endSession(): Promise<void> {
    const [cookie] = await site.explorer.page.context().cookies();
    const headers = { cookie: `sessionid=${cookie?.value}`, origin: site.gateway.url };
    expect((await site.gateway.request('/session', { method: 'DELETE', headers })).status).toBe(204);
  }

  it('is offered to users who are signed out', async () => {
    await site.explorer.open();
    await site.explorer.panel.waitFor();
    expect(await site.explorer.who.count()).toBe(0);
  });

  it('shows the organization, the role and the quota left', async () => {
    await site.explorer.openSignedIn(site.gateway.key);
    expect(await site.explorer.who.textContent()).toBe('Example Foods manager');
    expect(await site.explorer.quota.textContent()).toMatch(/^29\d of 300 requests left this minute$/);
    expect(await site.explorer.panel.count()).toBe(0);
  });

  it('counts the quota down as it is used', async () => {
    await site.explorer.openSignedIn(site.gateway.key);
    const [before] = ((await site.explorer.quota.textContent()) as string).split(' ');
    await site.explorer.run();
    // The first example searches and counts, which are two requests.
    await site.explorer.shows(site.explorer.quota, `${Number(before) - 2} of 300`);
  });

  it('lasts over a reload, without asking again', async () => {
    await site.explorer.openSignedIn(site.gateway.key);
    await site.explorer.open();
    await site.explorer.quota.waitFor();
    expect(await site.explorer.panel.count()).toBe(0);
  });

  it('says in the panel that a key is not valid', async () => {
    provokes4xx = true;
    await site.explorer.open();
    await site.explorer.signIn(site.gateway.fixtures.unknownKey());
    await site.explorer.shows(site.explorer.panel.getByRole('alert'), 'This key is not valid');
  });

  it('can be reversed: signing out brings the panel back and ends the session', async () => {
    await site.explorer.openSignedIn(site.gateway.key);
    await site.explorer.page.getByRole('button', { name: 'Sign out' }).click();
    await site.explorer.panel.waitFor();
    const session = await site.explorer.page.request.get('/session');
    expect(await session.json()).toEqual({ authenticated: false });
  });

  it('works once by a link, which then says so', async () => {
    const link = await site.gateway.signInLink();
    await site.explorer.open(link);
    await site.explorer.quota.waitFor();
    const stranger = new ExplorerPage(await site.browser.newPage());
    await stranger.open(link);
    await stranger.shows(stranger.panel, 'This sign-in link was used already');
    expect(new URL(stranger.page.url()).hash).toBe('');
  });

  it('is asked for again when the session ends in mid-work, and the query stays', async () => {
    provokes4xx = true;
    await site.explorer.openSignedIn(site.gateway.key);
    await site.explorer.write('Variables', '{"mine": 1}');
    await endSession();
    await site.explorer.run();
    await site.explorer.shows(site.explorer.panel, 'Your session has ended');
    await site.explorer.signIn(site.gateway.key);
    await site.explorer.quota.waitFor();
    await site.explorer.shows(site.explorer.query, 'VeganAndGlutenFree');
    await site.explorer.shows(site.explorer.variables, '{"mine": 1}');
    expect((await site.explorer.run()).data.products.totalCount).toBe(8);
  });

  it('can be done without, by a key in the Headers editor', async () => {
    await site.explorer.open();
    await site.explorer.panel.getByRole('button', { name: 'Continue without' }).click();
    await site.explorer.write('Headers', JSON.stringify({ 'X-API-Key': site.gateway.key }));
    expect((await site.explorer.run()).data.products.totalCount).toBe(8);
    await site.explorer.shows(site.explorer.answer, 'Oat Drink');
    expect(await site.explorer.who.count()).toBe(0);
  });

  it('leaves a key of the Headers editor nowhere in the browser', async () => {
    await site.explorer.openSignedIn(site.gateway.key);
    await site.explorer.write('Headers', JSON.stringify({ 'X-API-Key': site.gateway.key }));
    await site.explorer.run();
    await site.explorer.write('Variables', '{"mine": 1}');
    await site.explorer.isStored('mine');
    const stored = await site.explorer.page.evaluate(
      'JSON.stringify({ ...localStorage, ...sessionStorage })',
    );
    expect(stored).toContain('graphiql:queries');
    expect(stored).not.toContain(site.gateway.key);
  });

  it('is not asked of a user whose own key is wrong: the Headers editor is named instead', async () => {
    provokes4xx = true;
    await site.explorer.openSignedIn(site.gateway.key);
    await site.explorer.write('Headers', JSON.stringify({ 'X-API-Key': site.gateway.fixtures.unknownKey() }));
    await site.explorer.run();
    await site.explorer.shows(site.explorer.notice, 'The credential in the Headers editor is not valid');
    expect(await site.explorer.panel.count()).toBe(0);
  });
});

/** Opens the explorer signed out; returns its requests for the schema, those that follow as well. */
async function openWatched({ explorer }: ExplorerSuite): Promise<string[]> {
  const asked: string[] = [];
  explorer.page.on('request', (request) => {
    if (request.postData()?.includes('__schema')) asked.push(request.url());
  });
  await explorer.open();
  await explorer.panel.waitFor();
  return asked;
}

describeWithBrowser('the schema in an explorer that shows it to callers', () => {
  const site = useExplorer({ introspection: 'authenticated' });

  afterEach(async () => {
    expect(await site.browser.closePages()).toEqual([]);
  });

  it('is asked for after signing in', async () => {
    const asked = await openWatched(site);
    expect(asked).toEqual([]);
    await site.explorer.signIn(site.gateway.key);
    await site.explorer.quota.waitFor();
    await site.explorer.page.getByRole('button', { name: 'Show Documentation Explorer' }).click();
    await site.explorer.page.getByRole('link', { name: 'Mutation' }).waitFor();
  });
});

describeWithBrowser('the schema in an explorer with a hidden schema', () => {
  const site = useExplorer({ introspection: 'off' });

  afterEach(async () => {
    expect(await site.browser.closePages()).toEqual([]);
  });

  it('is never asked for; queries run all the same', async () => {
    const asked = await openWatched(site);
    await site.explorer.signIn(site.gateway.key);
    await site.explorer.who.waitFor();
    expect(asked).toEqual([]);
    expect((await site.explorer.run()).data.products.totalCount).toBe(8);
  });
});
