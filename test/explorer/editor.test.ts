import type { Page } from 'playwright-core';
import { describeWithBrowser, hasBrowser, WatchedBrowser } from '../support/browser.js';
import { type DemoGateway, startDemoGateway } from '../support/demo-gateway.js';
import { faintTexts, NONE_FAINT } from './contrast.js';
import { ExplorerPage } from './explorer-page.js';

/** What the variables editor contains. */
const TEXT_OF_VARIABLES = `__MONACO.editor.getModels().find(({ uri }) => uri.path.endsWith('variables.json')).getValue()`;

/** A signature to show: GraphQL's language service has none of its own. */
const PROVIDE_SIGNATURE = `__MONACO.languages.registerSignatureHelpProvider('graphql', {
  signatureHelpTriggerCharacters: ['('],
  provideSignatureHelp: () => ({
    dispose() {},
    value: {
      activeSignature: 0,
      activeParameter: 1,
      signatures: [{
        label: 'products(first: Int, after: String)',
        documentation: { value: 'Products, with \`code\` and a [link](https://example.com).' },
        parameters: [{ label: 'first: Int' }, { label: 'after: String', documentation: 'A cursor.' }],
      }],
    },
  }),
}) && undefined`;

let gateway: DemoGateway;
let browser: WatchedBrowser;
let explorer: ExplorerPage;
let page: Page;

// One page for all: nothing here depends on what was in the editors before.
beforeAll(async () => {
  if (!hasBrowser) return;
  gateway = await startDemoGateway();
  browser = await WatchedBrowser.start(gateway.url);
  page = await browser.newPage();
  explorer = await new ExplorerPage(page).openSignedIn(gateway.key);
});
afterAll(async () => {
  await browser?.close();
  await gateway?.close();
});

describeWithBrowser('the variables editor', () => {
  const mistakes = () => page.locator('.graphiql-editor-tool .graphiql-editor:not(.hidden) .squiggly-error');

  it('marks what the server would refuse, and nothing else: fields with defaults can be left out', async () => {
    await explorer.chooseTab('AssignClaim');
    await explorer.shows(explorer.variables, '09520000000011');
    const example = await page.evaluate<string>(TEXT_OF_VARIABLES);
    // Any claim can be named in two ways, so that the product alone is required.
    await explorer.write('Variables', '{ "input": { "claimCode": "NON_GMO" } }');
    await mistakes().first().waitFor({ state: 'attached' });
    await explorer.write('Variables', example);
    await mistakes().first().waitFor({ state: 'detached' });
  });
});

describeWithBrowser('the documentation', () => {
  it('lists the types in alphabetical order', async () => {
    await page.getByRole('button', { name: 'Show Documentation Explorer' }).click();
    await page.getByRole('link', { name: 'AssignClaimInput', exact: true }).waitFor();
    const listed = page.locator('.graphiql-doc-explorer-section-content').last().getByRole('link');
    const names = await listed.allTextContents();
    await page.getByRole('button', { name: 'Hide Documentation Explorer' }).click();
    expect(names).toContain('Claim');
    expect(names).toEqual(names.toSorted());
  });
});

describeWithBrowser('the text of the editor’s widgets can be read in both colour schemes', () => {
  /** Puts a text into the query editor, with the cursor at its end. */
  async function write(text: string): Promise<void> {
    await page.keyboard.press('Escape');
    await explorer.query.click();
    await page.keyboard.press('ControlOrMeta+a');
    await page.keyboard.press('Delete');
    await page.keyboard.type(text);
  }

  /** Moves the mouse onto a word, and then on it: Monaco may take no notice of a single movement. */
  async function hoverOver(word: string): Promise<void> {
    const target = explorer.query.getByText(word, { exact: true });
    await target.hover({ position: { x: 6, y: 8 } });
    await target.hover({ position: { x: 18, y: 8 } });
  }

  const expectReadable = async (selector: string, show?: () => Promise<void>) =>
    expect(await faintTexts(page, selector, show)).toEqual(NONE_FAINT);

  it('suggestions: the selected one, those beside it, their matched letters and their details', async () => {
    await write('query { cla');
    const selected = page.locator('.suggest-widget.visible .monaco-list-row.focused');
    await selected.locator('.highlight').first().waitFor();
    await page.locator('.suggest-widget.visible .monaco-list-row:not(.focused) .highlight').first().hover();
    await expectReadable('.suggest-widget.visible');
    await page.keyboard.press('Control+Space');
    await page.locator('.suggest-details').getByText(/\S/).first().waitFor();
    await expectReadable('.suggest-widget.visible, .suggest-details');
  });

  it.each([
    ['a field', 'claims', 'ClaimConnection'],
    ['a mistake', 'mistake', 'Cannot query field'],
  ])('what hovering shows of %s', async (_, word, explanation) => {
    await write('query { claims { totalCount } mistake }');
    await page.locator('.graphiql-query-editor .squiggly-error').waitFor({ state: 'attached' });
    const shown = page.locator('.monaco-hover:not(.hidden)', { hasText: explanation });
    await expectReadable('.monaco-hover:not(.hidden)', async () => {
      await page.mouse.move(0, 0);
      await shown.waitFor({ state: 'detached' });
      await hoverOver(word);
      await shown.waitFor();
    });
  });

  it('finding and replacing, with and without results', async () => {
    await write('query { claims { totalCount } }');
    await page.keyboard.press('ControlOrMeta+h');
    await page.keyboard.type('claims');
    await page.locator('.find-widget.visible .matchesCount', { hasText: '1 of 1' }).waitFor();
    await expectReadable('.find-widget.visible');
    await page.keyboard.type('zzz');
    await page.locator('.find-widget.no-results .matchesCount').waitFor();
    await expectReadable('.find-widget.visible');
  });

  it('signature help with its active parameter', async () => {
    await page.evaluate(PROVIDE_SIGNATURE);
    await write('query { products(');
    await page.locator('.parameter-hints-widget.visible .parameter.active').waitFor();
    await expectReadable('.parameter-hints-widget.visible');
  });

  it('the list of commands', async () => {
    await write('query { claims { totalCount } }');
    await page.keyboard.press('F1');
    await page.keyboard.type('>fold');
    await page.locator('.quick-input-widget .monaco-list-row.focused .highlight').first().waitFor();
    await expectReadable('.quick-input-widget');
  });
});
