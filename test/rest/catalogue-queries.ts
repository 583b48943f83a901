/** Queries of numbered pages that are refused: query, parameter and rule. */
export const wrongPages = [
  ['page=0', 'page', 'greater_than_equal'],
  ['page=2147483648', 'page', 'less_than_equal'],
  ['page=x', 'page', 'int_type'],
  ['page_size=0', 'page_size', 'greater_than_equal'],
  ['page_size=101', 'page_size', 'less_than_equal'],
  ['ordering=foo', 'ordering', 'string_pattern_mismatch'],
  ['ordering=', 'ordering', 'string_pattern_mismatch'],
] as const;
