// Plain JavaScript: jest loads this file itself, before TypeScript can be loaded.
import Sequencer from '@jest/test-sequencer';

/** Files that take more than five seconds. The longest ones begin first, so that all workers end at about the same time. */
const LONGEST = [];

/** Jest's own order, by durations that it has measured; where it has measured none, which is the case in CI, by this list and by size. */
export default class LongestFirst extends Sequencer {
  sort(tests) {
    const sorted = super.sort(tests);
    if (sorted.some(({ duration }) => duration !== undefined)) return sorted;
    const longest = LONGEST.map((file) => sorted.find(({ path }) => path.endsWith(`/test/${file}`)));
    return [...new Set([...longest.filter((test) => test !== undefined), ...sorted])];
  }
}
