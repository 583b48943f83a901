import type { Locator, Page } from 'playwright-core';

/** The explorer as a person sees it. */
export class ExplorerPage {
  readonly who: Locator;
  readonly quota: Locator;
  readonly panel: Locator;
  readonly query: Locator;
  readonly variables: Locator;
  readonly answer: Locator;
  readonly notice: Locator;
  readonly tabs: Locator;

  readonly page: Page;

  constructor(page: Page) {
    this.page = page;
    this.who = page.getByTestId('who');
    this.quota = page.getByTestId('quota');
    this.panel = page.getByRole('dialog', { name: 'Sign in' });
    this.query = page.locator('.graphiql-query-editor .view-lines');
    this.variables = page.locator('.graphiql-editor-tool .graphiql-editor:not(.hidden) .view-lines');
    this.answer = page.locator('.result-window .view-lines');
    this.notice = page.getByRole('status');
    this.tabs = page.locator('.graphiql-tab-button');
  }

  async open(path = '/graphiql'): Promise<this> {
    await this.page.goto(path);
    await this.query.waitFor();
    return this;
  }

  async signIn(key: string): Promise<this> {
    await this.panel.getByLabel('API key').fill(key);
    await this.panel.getByRole('button', { name: 'Sign in' }).click();
    return this;
  }

  /** Opens the explorer and signs in; the schema has been read afterwards. */
  async openSignedIn(key: string, path?: string): Promise<this> {
    await this.open(path);
    await this.signIn(key);
    await this.quota.waitFor();
    return this;
  }

  async chooseTab(title: string): Promise<void> {
    await this.tabs.filter({ hasText: new RegExp(`^${title}$`) }).click();
    await this.shows(this.query, title);
  }

  /** Runs the operation and waits for an answer. Gives it as the server sent it. */
  async run(): Promise<any> {
    // The page looks for subjects of its examples by itself.
    const isOwn = (query: string | null) => query?.includes('query Subjects') === true;
    const answered = this.page.waitForResponse(
      (response) => response.url().endsWith('/graphql') && !isOwn(response.request().postData()),
    );
    await this.page.getByRole('button', { name: /^Execute query/ }).click();
    return (await answered).json();
  }

  /** Waits until a text is shown there. */
  async shows(place: Locator, text: string | RegExp): Promise<void> {
    await place.filter({ hasText: text }).first().waitFor();
  }

  /** Writes into an editor of the tools below the query. */
  async write(tool: 'Variables' | 'Headers', text: string): Promise<void> {
    await this.page.getByRole('button', { name: tool, exact: true }).click();
    await this.variables.click();
    await this.page.keyboard.press('ControlOrMeta+a');
    await this.page.keyboard.insertText(text);
    // Brackets and quotes that the editor has closed by itself.
    await this.page.keyboard.press('ControlOrMeta+Shift+End');
    await this.page.keyboard.press('Delete');
  }

  /** Waits until the browser keeps a text of the editors: that happens a moment after it was written. */
  async isStored(text: string): Promise<void> {
    // In one evaluation, because the page's policy forbids what Playwright would wait with.
    await this.page.evaluate(`new Promise(function check(done) {
      if (localStorage['graphiql:tabState']?.includes(${JSON.stringify(text)})) done();
      else requestAnimationFrame(() => check(done));
    })`);
  }
}
