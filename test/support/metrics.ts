import type { Gateway } from './gateway.js';

/** One scrape of `/metrics`. */
export class Scrape {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }

  /** The value of a series as it is written, such as `name{label="value"}`; 0 for one that does not exist. */
  value(series: string): number {
    const line = this.text.split('\n').find((one) => one.startsWith(`${series} `));
    return Number(line?.split(' ').at(-1) ?? 0);
  }

  /** Whether the series exists. */
  has(series: string): boolean {
    return this.text.split('\n').some((one) => one.startsWith(`${series} `));
  }

  /** Names of metrics, with those that the parts of histograms have. */
  get names(): ReadonlySet<string> {
    const names = new Set<string>();
    for (const [, name = '', type] of this.text.matchAll(/^# TYPE (\S+) (\S+)$/gm)) {
      const suffixes = type === 'histogram' ? ['_bucket', '_sum', '_count'] : [''];
      for (const suffix of suffixes) names.add(name + suffix);
    }
    return names;
  }
}

export async function scrape(gateway: Gateway): Promise<Scrape> {
  return new Scrape((await gateway.request('/metrics')).text);
}
