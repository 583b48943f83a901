import type { Finding } from './import-answer.js';

/** How many findings an answer shows. */
export const MAX_FINDINGS = 1_000;

/** Counts findings and keeps the first ones in the order of the file, in bounded memory. */
export class Findings {
  private kept: Finding[] = [];
  private counted = 0;

  /** How many there are, kept or not. */
  get count(): number {
    return this.counted;
  }

  /** The first ones, by line. */
  get first(): readonly Finding[] {
    return this.kept;
  }

  /** Takes the next finding of a reader that goes through the file from top to bottom. */
  add(finding: Finding): void {
    this.counted += 1;
    if (this.kept.length < MAX_FINDINGS) this.kept.push(finding);
  }

  /** Takes a group of findings from anywhere in the file: its `first` ones by line, `count` in all. */
  merge(first: readonly Finding[], count: number): void {
    this.counted += count;
    this.kept = [...this.kept, ...first].sort((a, b) => a.line - b.line).slice(0, MAX_FINDINGS);
  }
}
