import { attackTable } from '../attacks/table.mjs';
import { HEAP_FLAGS } from '../servers/gateway/peer.mjs';

/** What the last run of attacks has found; nothing before the first one. */
export function attacksSection(attacks) {
  if (!attacks) return '';
  const { date, results } = attacks;
  const over = results.filter(({ exceeded }) => exceeded.length > 0).length;
  const notes = results.flatMap(({ name, notes: lines }) => lines.map((line) => `- ${name}: ${line}\n`));
  return `## What the worst permitted requests cost

\`npm run bench:attacks\` (${date}): requests at the published limits, each on a gateway of its own with
\`${HEAP_FLAGS.join(' ')}\`. Figures are medians per request of quota
charged, maxima in parentheses; memory is the greatest resident memory of the process. A pause is the time that the
process itself keeps its event loop. ${over} of ${results.length} exceed the budget.

${attackTable(results)}

${notes.join('')}${notes.length > 0 ? '\n' : ''}`;
}
