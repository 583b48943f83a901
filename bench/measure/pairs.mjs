/** Hands out numbers of fresh pairs, none twice. */
export class Pairs {
  #next = 0;

  /** The first of `count` numbers that belong to no other client. */
  take(count) {
    const first = this.#next;
    this.#next += count;
    return first;
  }

  /** Takes a range without a known end: everything from here on, until `used` says how many there were. */
  open() {
    const first = this.#next;
    return { first, used: (count) => this.take(count) };
  }
}
