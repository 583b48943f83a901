import { HistogramCounts } from '../../src/observability/histogram-counts.js';

it('values are counted under the lowest bound that they do not exceed', () => {
  const histogram = new HistogramCounts([1, 2, 4]);
  for (const value of [0.5, 1, 1.5, 4, 5, 100]) histogram.observe(value);
  expect(histogram.counts).toEqual([2, 1, 1, 2]);
  expect(histogram.sum).toBe(112);
});
