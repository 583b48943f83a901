import { aheadOfPosition, behindPosition, type Ordering } from './ordering.js';
import type { PageRequest } from './page-request.js';

/** The conditions of a `where` and the values of their placeholders, put together one by one. */
export class Conditions {
  private readonly parts: string[] = [];
  readonly values: unknown[];

  /** @param values those that the statement uses besides, from `$1` on. */
  constructor(...values: unknown[]) {
    this.values = values;
  }

  /** Adds a condition; `write` is given the placeholder of `value`. */
  add(value: unknown, write: (placeholder: string) => string): void {
    this.parts.push(write(this.placeholder(value)));
  }

  /** Adds a condition without a value. */
  addSql(condition: string): void {
    this.parts.push(condition);
  }

  /** Adds a value that the statement uses elsewhere, and returns its placeholder. */
  placeholder(value: unknown): string {
    this.values.push(value);
    return `$${this.values.length}`;
  }

  /** Adds the bounds of a page. */
  between(ordering: Ordering, page: Pick<PageRequest, 'after' | 'before'>): void {
    this.parts.push(...this.positions(ordering, page));
  }

  /** The bounds of a page as ` and …`, for a part of the statement alone; adds their values. */
  boundsOf(ordering: Ordering, page: Pick<PageRequest, 'after' | 'before'>): string {
    return this.positions(ordering, page)
      .map((condition) => ` and ${condition}`)
      .join('');
  }

  private positions(ordering: Ordering, { after, before }: Pick<PageRequest, 'after' | 'before'>): string[] {
    const parts: string[] = [];
    if (after) {
      parts.push(behindPosition(ordering, this.values.length + 1));
      this.values.push(...after);
    }
    if (before) {
      parts.push(aheadOfPosition(ordering, this.values.length + 1));
      this.values.push(...before);
    }
    return parts;
  }

  /** Whether no condition was added. */
  get isEmpty(): boolean {
    return this.parts.length === 0;
  }

  /** All conditions joined, behind `keyword`; empty when there are none. */
  toSql(keyword: 'where' | 'and'): string {
    return this.parts.length === 0 ? '' : ` ${keyword} ${this.parts.join(' and ')}`;
  }
}
