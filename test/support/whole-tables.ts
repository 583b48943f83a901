/**
 * As `it`, for tests that look at the tables, their plans or the exact statements: skipped where `TEST_PARTITIONS` has
 * partitioned the tables.
 */
export const itOnWholeTables = process.env.TEST_PARTITIONS === undefined ? it : it.skip;
