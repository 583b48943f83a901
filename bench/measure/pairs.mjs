/** Hands out numbers of fresh pairs, none twice. */
export class Pairs {
  #next = 0;

  /** The first of `count` numbers that are nobody else's. */
  take(count) {
    const first = this.#next;
    this.#next += count;
    return first;
  }

  /** Takes what nobody knows the end of: everything from here on, until `used` says how many there were. */
  open() {
    const first = this.#next;
    return { first, used: (count) => this.take(count) };
  }
}
