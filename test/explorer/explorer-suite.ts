import { WatchedBrowser } from '../support/browser.js';
import { type DemoGateway, startDemoGateway } from '../support/demo-gateway.js';
import type { GatewayOptions } from '../support/gateway.js';
import { ExplorerPage } from './explorer-page.js';

/** What the tests of a suite work with. */
export interface ExplorerSuite {
  readonly gateway: DemoGateway;
  readonly browser: WatchedBrowser;
  /** A page of a new visitor for each test. */
  readonly explorer: ExplorerPage;
}

/**
 * Starts a gateway with the demo and a browser for the suite that calls it, and opens a page before each test.
 * Each suite closes the pages itself, because it knows which faults it has provoked.
 */
export function useExplorer(options?: GatewayOptions): ExplorerSuite {
  const suite = {} as { -readonly [Part in keyof ExplorerSuite]: ExplorerSuite[Part] };
  beforeAll(async () => {
    suite.gateway = await startDemoGateway(options);
    suite.browser = await WatchedBrowser.start(suite.gateway.url);
  });
  beforeEach(async () => {
    suite.explorer = new ExplorerPage(await suite.browser.newPage());
  });
  afterAll(async () => {
    await suite.browser.close();
    await suite.gateway.close();
  });
  return suite;
}
