import type { FaultCount, Finding } from './import-answer.js';

/** How many findings an answer contains. */
export const MAX_FINDINGS = 1_000;

/** How many different faults are counted apart. Without invalid columns there are less than a hundred. */
const MAX_KINDS = 1_000;

/** Counts findings and keeps the first ones in the order of the file, in bounded memory. */
export class Findings {
  private kept: Finding[] = [];
  private counted = 0;
  private readonly kinds = new Map<string, { count: number; example: Finding }>();

  /** How many there are, kept or not. */
  get count(): number {
    return this.counted;
  }

  /** The first ones, by line. */
  get first(): readonly Finding[] {
    return this.kept;
  }

  /** How often each fault occurs, the most frequent first. */
  get frequent(): readonly FaultCount[] {
    return [...this.kinds.values()].sort((a, b) => b.count - a.count || a.example.line - b.example.line);
  }

  /**
   * Takes the next finding of a reader that goes through the file from top to bottom.
   * @param reason its message without what is particular to the row.
   */
  add(finding: Finding, reason: string): void {
    this.counted += 1;
    if (this.kept.length < MAX_FINDINGS) this.kept.push(finding);
    this.countKind(finding, reason, 1);
  }

  /** Takes a group of findings of one reason from anywhere in the file: its `first` ones by line, `count` in all. */
  merge(first: readonly Finding[], reason: string, count: number): void {
    this.counted += count;
    this.kept = [...this.kept, ...first].sort((a, b) => a.line - b.line).slice(0, MAX_FINDINGS);
    if (first[0]) this.countKind(first[0], reason, count);
  }

  private countKind(example: Finding, reason: string, count: number): void {
    const key = `${example.column ?? ''}\0${reason}`;
    const kind = this.kinds.get(key);
    if (kind) kind.count += count;
    else if (this.kinds.size < MAX_KINDS) this.kinds.set(key, { count, example });
  }
}
