import type { StatementBudget } from '../statement-budget.js';

/** The rows that an attempt to read has received, which do not count when it fails. */
export class AttemptedRows {
  private bytes = 0;

  constructor(private readonly budget: StatementBudget) {}

  readRow(bytes: number): void {
    this.bytes += bytes;
    this.budget.readRow(bytes);
  }

  requireReader(): void {
    this.budget.requireReader();
  }

  giveBack(): void {
    this.budget.giveBackRows(this.bytes);
  }
}
