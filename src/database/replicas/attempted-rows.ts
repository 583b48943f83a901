import type { StatementBudget } from '../statement-budget.js';

/** Counts the rows of an attempt to read, until it is given up. */
export class AttemptedRows {
  private bytes = 0;
  private isAbandoned = false;

  constructor(private readonly budget: StatementBudget) {}

  readRow(bytes: number): void {
    this.requireReader();
    this.bytes += bytes;
    this.budget.readRow(bytes);
  }

  /** Throws when the rows have no reader: a statement that still waits is not sent then. */
  requireReader(): void {
    if (this.isAbandoned) throw new Error('the statement was sent to the primary');
    this.budget.requireReader();
  }

  /** Counts these rows no longer, and takes no others. */
  abandon(): void {
    this.isAbandoned = true;
    this.budget.giveBackRows(this.bytes);
  }
}
