/** Numbers that look random and are the same on every run: one stream per seed (mulberry32). */
export class Random {
  #state;

  /** @param {number} seed any integer */
  constructor(seed) {
    this.#state = Math.imul(seed ^ 0x9e3779b9, 0x85ebca6b) | 0;
    this.next();
  }

  /** A number from 0 up to 1. */
  next() {
    this.#state = (this.#state + 0x6d2b79f5) | 0;
    let t = Math.imul(this.#state ^ (this.#state >>> 15), 1 | this.#state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  }

  /** An integer from 0 up to `end`. */
  below(end) {
    return Math.floor(this.next() * end);
  }

  /** One of the items. */
  of(items) {
    return items[this.below(items.length)];
  }

  /** The items in a random order, in place. */
  shuffle(items) {
    for (let i = items.length - 1; i > 0; i--) {
      const j = this.below(i + 1);
      [items[i], items[j]] = [items[j], items[i]];
    }
    return items;
  }

  /** `digits` hexadecimal digits. */
  hex(digits) {
    let text = '';
    while (text.length < digits) text += this.below(65_536).toString(16).padStart(4, '0');
    return text.slice(0, digits);
  }

  /** A UUID of version 7 that carries this time. */
  uuid(milliseconds) {
    const time = milliseconds.toString(16).padStart(12, '0');
    const variant = '89ab'[this.below(4)];
    return `${time.slice(0, 8)}-${time.slice(8)}-7${this.hex(3)}-${variant}${this.hex(3)}-${this.hex(12)}`;
  }
}

/** Chooses from 0 to `count - 1`, number `i` in proportion to `1 / (i + offset)`: few often, many seldom. */
export class Skewed {
  #sums = [];

  constructor(count, offset) {
    let sum = 0;
    for (let i = 0; i < count; i++) {
      sum += 1 / (i + offset);
      this.#sums.push(sum);
    }
  }

  choose(random) {
    const wanted = random.next() * this.#sums.at(-1);
    let low = 0;
    let high = this.#sums.length - 1;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.#sums[middle] < wanted) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
