import * as fc from 'fast-check';

/** The choices of a generator, drawn from fast-check; smaller cases choose the first and nothing more. */
export class Choice {
  private readonly gen: fc.GeneratorValue;

  constructor(gen: fc.GeneratorValue) {
    this.gen = gen;
  }

  /** A whole number from 0 to `count - 1`. */
  below(count: number): number {
    return this.gen(fc.nat, count - 1);
  }

  chance(percent: number): boolean {
    return this.below(100) >= 100 - percent;
  }

  pick<T>(values: readonly T[]): T {
    return values[this.below(values.length)] as T;
  }

  /** What `make` makes, `least` to `most` times. */
  times<T>(least: number, most: number, make: () => T): T[] {
    return Array.from({ length: least + this.below(most - least + 1) }, make);
  }
}
