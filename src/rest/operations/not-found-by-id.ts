import { Problem } from '../../errors/problem.js';

/** The 404 of an entry of a catalogue that the path names by `id`; writes name it by a member of its own. */
export function notFoundById(entry: string): Problem {
  return new Problem('not_found', `No ${entry.toLowerCase()} with this id was found.`, {
    issues: [{ path: ['id'], msg: `${entry} not found`, type: 'not_found' }],
  });
}
