import { listAttacks } from '../list/lists.mjs';

const DEFAULT = 'counts-of-nine-codes';

/**
 * The answered request of this run that costs most CPU per request of quota; a default when there is none.
 * @param {object[]} results of attacks so far
 * @param {object[]} attacks all attacks
 */
export function worstSoFar(results, attacks) {
  const cost = ({ serverMs, databaseMs }) => (serverMs?.median ?? 0) + (databaseMs?.median ?? 0);
  const candidates = results
    .map((result) => ({
      result,
      attack: attacks.find(({ name }) => name === result.name),
    }))
    .filter(
      ({ result, attack }) =>
        attack?.key === 'editor' && attack.request && result.statuses[200] && !result.ended,
    );
  const worst = candidates.toSorted((a, b) => cost(b.result) - cost(a.result))[0]?.attack;
  const { request, name } = worst ?? listAttacks.find((attack) => attack.name === DEFAULT);
  return { request, from: name };
}
