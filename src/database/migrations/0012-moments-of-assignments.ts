import { Migration } from '@mikro-orm/migrations';

/**
 * Tells the planner that assignments have many moments of their last change, whatever it has sampled. From version 18 on,
 * PostgreSQL uses an index whose leading column is not in the condition if it expects few values there. An import gives
 * all its assignments one moment, so that a product's assignments were read through every moment of the index by last
 * change, more with each write, instead of by their key.
 */
export class MomentsOfAssignments extends Migration {
  override up(): void {
    this.addSql('alter table claim_assignment alter column updated_at set (n_distinct = -0.5);');
    this.addSql('analyze claim_assignment (updated_at);');
  }
}
