import { Registry } from 'prom-client';
import { HistogramCounts } from '../../src/observability/histogram-counts.js';
import { collectCounter, collectGauge, collectHistogram } from '../../src/server/metrics/collected.js';
import { MergedFigures } from '../../src/server/metrics/merged-figures.js';
import { measureIdleProcess, measureProcess } from '../../src/server/metrics/process-metrics.js';
import { Scrape } from '../support/metrics.js';

/** What one process has counted. */
function figures(count: number) {
  const register = new Registry();
  collectCounter(register, { name: 'requests_total', help: 'x', labelNames: ['kind'] }, () => [
    [{ kind: 'a' }, count],
  ]);
  collectGauge(register, { name: 'connections', help: 'x' }, () => [[{}, count]]);
  collectGauge(register, { name: 'degraded', help: 'x', aggregator: 'max' }, () => [[{}, count > 5 ? 1 : 0]]);
  const histogram = new HistogramCounts([1, 2]);
  for (let i = 0; i < count; i++) histogram.observe(0.5);
  histogram.observe(1.5);
  collectHistogram(register, { name: 'seconds', help: 'x' }, () => [[{ kind: 'a' }, histogram]]);
  return register.getMetricsAsJSON();
}

let merged: MergedFigures;

beforeEach(() => {
  merged = new MergedFigures();
});

const scrape = async () => new Scrape(await merged.text([]));

it('counters, gauges and histograms of several processes are added up', async () => {
  merged.update(1, await figures(3));
  merged.update(2, await figures(4));
  const scraped = await scrape();
  expect(scraped.value('requests_total{kind="a"}')).toBe(7);
  expect(scraped.value('connections')).toBe(7);
  expect(scraped.value('seconds_bucket{le="1",kind="a"}')).toBe(7);
  expect(scraped.value('seconds_bucket{le="+Inf",kind="a"}')).toBe(9);
  expect(scraped.value('seconds_count{kind="a"}')).toBe(9);
});

it('a state is that of the process in which it is worst', async () => {
  merged.update(1, await figures(3));
  merged.update(2, await figures(6));
  expect((await scrape()).value('degraded')).toBe(1);
});

it('later figures of a process replace its earlier ones', async () => {
  merged.update(1, await figures(3));
  merged.update(1, await figures(4));
  expect((await scrape()).value('requests_total{kind="a"}')).toBe(4);
});

it('counts of a process that has ended stay, and its connections do not', async () => {
  for (const [process, count] of [
    [1, 3],
    [2, 4],
    [3, 5],
  ] as const) {
    merged.update(process, await figures(count));
  }
  merged.end(1);
  merged.end(2);
  const scraped = await scrape();
  expect(scraped.value('requests_total{kind="a"}')).toBe(12);
  expect(scraped.value('seconds_count{kind="a"}')).toBe(15);
  expect(scraped.value('connections')).toBe(5);
});

describe('the figures of the processes themselves', () => {
  async function process(measure: (register: Registry) => void, delay: number, start: number) {
    const register = new Registry();
    measure(register);
    const json = await register.getMetricsAsJSON();
    const set = (name: string, value: number) => {
      for (const each of json) if (each.name === name) for (const one of each.values) one.value = value;
    };
    set('nodejs_eventloop_lag_p99_seconds', delay);
    set('process_resident_memory_bytes', 100);
    set('process_start_time_seconds', start);
    return json;
  }

  it('have the longest delay, the first start and all memory', async () => {
    merged.update(1, await process(measureProcess, 0.01, 2_000));
    merged.update(2, await process(measureProcess, 0.2, 1_000));
    const own = await process(measureIdleProcess, 0.5, 3_000);
    const scraped = new Scrape(await merged.text(own));
    expect(scraped.value('nodejs_eventloop_lag_p99_seconds')).toBe(0.2);
    expect(scraped.value('process_start_time_seconds')).toBe(1_000);
    expect(scraped.value('process_resident_memory_bytes')).toBe(300);
  });
});
