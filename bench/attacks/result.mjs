import { spread } from '../measure/statistics.mjs';
import { exceeded } from './budget.mjs';

const FIGURES = ['serverMs', 'pauseMs', 'wallPauseMs', 'databaseMs', 'bytes', 'statements', 'ms'];

/**
 * Summarizes the samples of an attack, or what a scenario has found, beside the budget.
 * @param {object} attack its `name` and `about`
 * @param {{ samples: object[], notes?: string[], problems?: string[] }} found
 * @param {{ alive: boolean, peak: number }} gateway
 */
export function resultOf(
  { name, about, isSearch = false },
  { samples, notes = [], problems = [] },
  { alive, peak },
) {
  const statuses = samples.flatMap((sample) => sample.statuses);
  const figures = FIGURES.map((figure) => [figure, figureOf(samples, figure)]);
  const result = {
    name,
    about,
    isSearch,
    requests: statuses.length,
    statuses: counted(statuses),
    charged: spread(samples.map((sample) => sample.charged))?.median ?? null,
    ...Object.fromEntries(figures),
    peak,
    ended: !alive,
    lost: statuses.filter((status) => status === 0).length,
    detail: samples.map((sample) => sample.detail).find((detail) => detail !== '') ?? '',
    unexpected: samples.map((sample) => sample.unexpected).find((problem) => problem !== undefined),
    notes,
    problems,
  };
  return { ...result, exceeded: exceeded(result) };
}

function figureOf(samples, name) {
  const values = spread(samples.map((sample) => sample[name]));
  return values && { median: values.median, max: values.max };
}

function counted(statuses) {
  const counts = {};
  for (const status of statuses) counts[status] = (counts[status] ?? 0) + 1;
  return counts;
}
