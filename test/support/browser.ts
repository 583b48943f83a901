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
const PAGE_TIMEOUT_MS = 40_000;

/** The line that a browser itself writes for an answer of 4xx. */
const LINE_OF_A_4XX = /^Failed to load resource: the server responded with a status of 4\d\d/;

/** A browser whose pages belong to one server, and are watched. */
export class WatchedBrowser {
  private readonly contexts: BrowserContext[] = [];
  private readonly faults: string[] = [];

  private readonly browser: Browser;
  private readonly origin: string;

  private constructor(browser: Browser, origin: string) {
    this.browser = browser;
    this.origin = origin;
  }

  /** @param origin the only place that pages may ask. */
  static async start(origin: string): Promise<WatchedBrowser> {
    return new WatchedBrowser(await launchChromium(executablePath as string), origin);
  }

  /** A page of a person who was never here before. */
  async newPage(options: BrowserContextOptions = {}): Promise<Page> {
    const context = await this.browser.newContext({ baseURL: this.origin, ...options });
    context.setDefaultTimeout(PAGE_TIMEOUT_MS);
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
    for (const context of this.contexts.splice(0)) await context.close();
    return this.faults.splice(0);
  }

  close(): Promise<void> {
    return this.browser.close();
  }
}

/** The faults beside the browser's own lines for answers of 4xx, which a test has provoked. */
export function beside4xx(faults: readonly string[]): string[] {
  return faults.filter((fault) => !LINE_OF_A_4XX.test(fault));
}
