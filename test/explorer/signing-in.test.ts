import { beside4xx, describeWithBrowser, WatchedBrowser } from '../support/browser.js';
import { type DemoGateway, startDemoGateway } from '../support/demo-gateway.js';
import { ExplorerPage } from './explorer-page.js';

describeWithBrowser('signing in to the explorer', () => {
  let gateway: DemoGateway;
  let browser: WatchedBrowser;
  let explorer: ExplorerPage;
  let provokes4xx: boolean;

  beforeAll(async () => {
    gateway = await startDemoGateway();
    browser = await WatchedBrowser.start(gateway.url);
  });
  beforeEach(async () => {
    provokes4xx = false;
    explorer = new ExplorerPage(await browser.newPage());
  });
  afterEach(async () => {
    const faults = await browser.closePages();
    expect(provokes4xx ? beside4xx(faults) : faults).toEqual([]);
  });
  afterAll(async () => {
    await browser?.stop();
    await gateway.close();
  });

  /** Ends the session of the page on the server, behind the browser's back. */
  async function endSession(): Promise<void> {
    const [cookie] = await explorer.page.context().cookies();
    const headers = { cookie: `sessionid=${cookie?.value}`, origin: gateway.url };
    expect((await gateway.request('/session', { method: 'DELETE', headers })).status).toBe(204);
  }

  it('is offered to whoever is signed out', async () => {
    await explorer.open();
    await explorer.panel.waitFor();
    expect(await explorer.who.count()).toBe(0);
  });

  it('shows the organization, the role and the quota left', async () => {
    await explorer.openSignedIn(gateway.key);
    expect(await explorer.who.textContent()).toBe('Example Foods manager');
    expect(await explorer.quota.textContent()).toMatch(/^29\d of 300 requests left this minute$/);
    expect(await explorer.panel.count()).toBe(0);
  });

  it('counts the quota down as it is used', async () => {
    await explorer.openSignedIn(gateway.key);
    const [before] = ((await explorer.quota.textContent()) as string).split(' ');
    await explorer.run();
    await explorer.shows(explorer.quota, `${Number(before) - 1} of 300`);
  });

  it('lasts over a reload, without asking again', async () => {
    await explorer.openSignedIn(gateway.key);
    await explorer.open();
    await explorer.quota.waitFor();
    expect(await explorer.panel.count()).toBe(0);
  });

  it('says in the panel that a key is not valid', async () => {
    provokes4xx = true;
    await explorer.open();
    await explorer.signIn(gateway.fixtures.unknownKey());
    await explorer.shows(explorer.panel.getByRole('alert'), 'This key is not valid');
  });

  it('can be undone: signing out brings the panel back and ends the session', async () => {
    await explorer.openSignedIn(gateway.key);
    await explorer.page.getByRole('button', { name: 'Sign out' }).click();
    await explorer.panel.waitFor();
    const session = await explorer.page.request.get('/session');
    expect(await session.json()).toEqual({ authenticated: false });
  });

  it('works once by a link, which then says so', async () => {
    const link = await gateway.signInLink();
    await explorer.open(link);
    await explorer.quota.waitFor();
    const stranger = new ExplorerPage(await browser.newPage());
    await stranger.open(link);
    await stranger.shows(stranger.panel, 'This sign-in link was used already');
    expect(new URL(stranger.page.url()).hash).toBe('');
  });

  it('is asked for again when the session ends in mid-work, and the query stays', async () => {
    provokes4xx = true;
    await explorer.openSignedIn(gateway.key);
    await explorer.write('Variables', '{"mine": 1}');
    await endSession();
    await explorer.run();
    await explorer.shows(explorer.panel, 'Your session has ended');
    await explorer.signIn(gateway.key);
    await explorer.quota.waitFor();
    await explorer.shows(explorer.query, 'VeganAndGlutenFree');
    await explorer.shows(explorer.variables, '{"mine": 1}');
    expect((await explorer.run()).data.products.totalCount).toBe(8);
  });

  it('can be done without, by a key in the Headers editor', async () => {
    await explorer.open();
    await explorer.panel.getByRole('button', { name: 'Continue without' }).click();
    await explorer.write('Headers', JSON.stringify({ 'X-API-Key': gateway.key }));
    expect((await explorer.run()).data.products.totalCount).toBe(8);
    await explorer.shows(explorer.answer, 'Oat Drink');
    expect(await explorer.who.count()).toBe(0);
  });

  it('leaves a key of the Headers editor nowhere in the browser', async () => {
    await explorer.openSignedIn(gateway.key);
    await explorer.write('Headers', JSON.stringify({ 'X-API-Key': gateway.key }));
    await explorer.run();
    await explorer.write('Variables', '{"mine": 1}');
    await explorer.isStored('mine');
    const stored = await explorer.page.evaluate('JSON.stringify({ ...localStorage, ...sessionStorage })');
    expect(stored).toContain('graphiql:queries');
    expect(stored).not.toContain(gateway.key);
  });

  it('is not asked of somebody whose own key is wrong: the Headers editor is named instead', async () => {
    provokes4xx = true;
    await explorer.openSignedIn(gateway.key);
    await explorer.write('Headers', JSON.stringify({ 'X-API-Key': gateway.fixtures.unknownKey() }));
    await explorer.run();
    await explorer.shows(explorer.notice, 'The credential in the Headers editor is not valid');
    expect(await explorer.panel.count()).toBe(0);
  });
});

describeWithBrowser('the schema in the explorer', () => {
  let gateway: DemoGateway;
  let browser: WatchedBrowser;
  let explorer: ExplorerPage;
  let asked: string[];

  async function start(introspection: 'authenticated' | 'off'): Promise<void> {
    gateway = await startDemoGateway({ introspection });
    browser = await WatchedBrowser.start(gateway.url);
    explorer = new ExplorerPage(await browser.newPage());
    asked = [];
    explorer.page.on('request', (request) => asked.push(new URL(request.url()).pathname));
    await explorer.open();
    await explorer.panel.waitFor();
  }
  afterEach(async () => {
    const faults = await browser.closePages();
    await browser.stop();
    await gateway.close();
    expect(faults).toEqual([]);
  });

  it('is asked for after signing in where that needs a credential', async () => {
    await start('authenticated');
    expect(asked).not.toContain('/graphql');
    await explorer.signIn(gateway.key);
    await explorer.quota.waitFor();
    await explorer.page.getByRole('button', { name: 'Show Documentation Explorer' }).click();
    await explorer.page.getByRole('link', { name: 'Mutation' }).waitFor();
  });

  it('is never asked for where nobody may see it; queries run all the same', async () => {
    await start('off');
    await explorer.signIn(gateway.key);
    await explorer.who.waitFor();
    expect(asked).not.toContain('/graphql');
    expect((await explorer.run()).data.products.totalCount).toBe(8);
  });
});
