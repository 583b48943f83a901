import { jest } from '@jest/globals';
import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright-core';
import { findChromium, launchChromium } from './chromium.js';

const executablePath = findChromium();
if (executablePath === undefined) {
  const missing = 'no Chromium is on the PATH';
  if (process.env.CI) throw new Error(missing);
  process.stderr.write(`${missing}: the tests that need a browser are skipped\n`);
}

export const hasBrowser = executablePath !== undefined;

/** As `describe`, for tests that need a browser: skipped on a machine without one, unless it is CI's. */
export const describeWithBrowser = hasBrowser ? describe : describe.skip;

/** Longest time for a page to show what a test waits for, on a machine that has other work. */
const PATIENCE_MS = 15_000;
jest.setTimeout(60_000);

/** The line that a browser itself writes for an answer of 4xx. */
const LINE_OF_A_4XX = /^Failed to load resource: the server responded with a status of 4\d\d/;

/** The browser of the test file, which starts when it is first needed. */
let launched: Promise<Browser> | undefined;
afterAll(async () => (await launched)?.close());

/** Pages of the test file's browser that belong to one server, and are watched. */
export class WatchedBrowser {
  private contexts: BrowserContext[] = [];
  private faults: string[] = [];

  private constructor(
    private readonly browser: Browser,
    private readonly origin: string,
  ) {}

  /** @param origin the only place that pages may ask. */
  static async start(origin: string): Promise<WatchedBrowser> {
    launched ??= launchChromium(executablePath as string);
    return new WatchedBrowser(await launched, origin);
  }

  /** A page of somebody who was never here before. */
  async newPage(options: BrowserContextOptions = {}): Promise<Page> {
    const context = await this.browser.newContext({ baseURL: this.origin, ...options });
    context.setDefaultTimeout(PATIENCE_MS);
    this.contexts.push(context);
    const page = await context.newPage();
    page.on('pageerror', (error) => this.faults.push(`thrown: ${error.message}`));
    page.on('console', (message) => {
      if (message.type() === 'error') this.faults.push(message.text());
    });
    context.on('request', (request) => {
      const url = request.url();
      if (!url.startsWith(`${this.origin}/`) && !/^(?:data|blob):/.test(url)) {
        this.faults.push(`asked another host: ${url}`);
      }
    });
    return page;
  }

  /** Closes the pages that were opened; gives what they logged as errors, and what they asked of other hosts. */
  async closePages(): Promise<string[]> {
    const { contexts, faults } = this;
    this.contexts = [];
    this.faults = [];
    for (const context of contexts) await context.close();
    return faults;
  }
}

/** The faults beside the browser's own lines for answers of 4xx, which a test has provoked. */
export function beside4xx(faults: readonly string[]): string[] {
  return faults.filter((fault) => !LINE_OF_A_4XX.test(fault));
}
