import { graphql } from '../servers/graphql.mjs';
import { remainingOf } from './client.mjs';

/** Requests that a key must have left to be used for another measurement. */
const RESERVE = 120;

const PRIME = graphql('{ viewer { role } }');

/** Chooses the credential of each measured request, and reads what the request was charged. */
export class Callers {
  #keys;
  #client;
  #places = {};
  #anonymousLeft;

  constructor(keys, client) {
    this.#keys = keys;
    this.#client = client;
  }

  /**
   * A caller whose credential is cached by the gateway and whose quota is known.
   * @param {'editor' | 'publishable' | 'anonymous'} kind
   */
  async next(kind) {
    if (kind === 'anonymous') return { headers: {}, left: this.#anonymousLeft };
    for (let i = 0; i < this.#keys[kind].length; i++) {
      this.#places[kind] ??= 0;
      const headers = {
        'x-api-key': this.#keys[kind][this.#places[kind] % this.#keys[kind].length],
      };
      const left = remainingOf(
        await this.#client.send({
          ...PRIME,
          headers: { ...PRIME.headers, ...headers },
        }),
      );
      if (left === undefined || left >= (kind === 'publishable' ? RESERVE / 2 : RESERVE))
        return { headers, left };
      this.#places[kind]++;
    }
    throw new Error(`No key of the kind ${kind} has requests left.`);
  }

  /** Takes another key for the next measurement. */
  rotate(kind) {
    this.#places[kind] = (this.#places[kind] ?? 0) + 1;
  }

  /**
   * Requests of quota that some answers to a caller were charged; refusals for want of quota (429) count as one
   * each, because a client can repeat them at will.
   */
  charged({ left }, answers) {
    const lefts = answers.map(remainingOf).filter((remaining) => remaining !== undefined);
    if (lefts.length > 0) this.#anonymousLeft = Math.min(...lefts);
    if (left === undefined || lefts.length === 0) return answers.length;
    return Math.max(answers.length, left - Math.min(...lefts));
  }
}
