/**
 * Forms of statements that Citus refuses, or answers differently from PostgreSQL, although they work on partitions. Each is
 * found in the text, which ours are written for: lower case, one alias for each table.
 */

const DISTRIBUTED =
  '(?:product|claim_assignment|claim_assignment_event|certification_assignment|certification_assignment_event)';

/** Functions that give another value at each call, or in each transaction. */
const CHANGING = /\b(?:now|clock_timestamp|uuid_v7|event_position|random|gen_random_uuid)\(/;

/** What is wrong with a statement: nothing, or the names of the forms. */
export function refusedForms(text: string): string[] {
  const found: string[] = [];
  for (const [, table = '', values = ''] of text.matchAll(
    /\bupdate (\w+) (?:\w+ )?set ([\s\S]*?)(?=\n? *\b(?:from|where|returning)\b)/g,
  )) {
    if (new RegExp(`^${DISTRIBUTED}$`).test(table) && CHANGING.test(values)) {
      found.push('a function of the clock in the values of an update');
    }
  }
  const groups = groupsOf(text);
  for (const { before, inside } of groups) {
    if (/\blateral $/.test(before) && /\blimit\b/.test(inside) && readsDistributed(inside)) {
      // What belongs to one product is joined by its GTIN alone, on its own shard.
      if (/\bunnest\(|\bfrom organization\b/.test(before))
        found.push('a limit in a lateral join over a list');
    }
    if (/ for (?:no key )?update/.test(ownText(inside)) && readsDistributed(ownText(inside))) {
      if (!/\bgtin = \$\d/.test(inside)) found.push('locks of rows of more than one product');
    }
  }
  const names = [...text.matchAll(/(?:^with|\n?,?\s)(\w+) as (?:materialized )?\(/g)].map(([, name]) => name);
  const outermost = ownText(text);
  for (const [, , alias = ''] of outermost.matchAll(
    new RegExp(`\\bfrom (${names.join('|') || '-'}) (\\w+)`, 'g'),
  )) {
    const isCorrelated = groups.some(
      ({ before, inside }) =>
        !/ as (?:materialized )?$/.test(before) &&
        inside.startsWith('select') &&
        readsDistributed(inside) &&
        new RegExp(`= ${alias}\\.`).test(inside) &&
        !new RegExp(`\\b(?:from|join) \\w+ ${alias}\\b`).test(inside),
    );
    if (isCorrelated) found.push('a subquery that refers to a common table expression outside of it');
  }
  if (/\bunnest\(\$\d+::text\[\]/.test(text) && readsDistributed(text) && !/\bgtin = any\(/.test(text)) {
    found.push('a list of GTINs that no condition names');
  }
  if (/\blimit \(|\blimit \d+ - /.test(text)) found.push('a limit that a subquery computes');
  // A single row needs no order.
  const isOrdered = (inside: string) => / order by /.test(ownText(inside)) && !/ limit 1$/.test(inside);
  const read = groups.filter(
    ({ before, inside }) =>
      isOrdered(inside) &&
      readsDistributed(inside) &&
      isOutermost(before) &&
      (/\bfrom $/.test(before) ||
        new RegExp(`\\bfrom ${/(\w+) as (?:materialized )?$/.exec(before)?.[1]}\\b`).test(outermost)),
  );
  if (read.length > 0 && !/\border by\b/.test(outermost)) found.push('an order in a subquery alone');
  return [...new Set(found)];
}

function readsDistributed(text: string): boolean {
  return new RegExp(`\\b(?:from|join|update|into) ${DISTRIBUTED}\\b`).test(text);
}

interface Group {
  /** The text before the group. */
  readonly before: string;
  readonly inside: string;
}

/** All texts in parentheses, the outer ones too. */
function groupsOf(text: string): Group[] {
  const groups: Group[] = [];
  const open: number[] = [];
  for (let i = 0; i < text.length; i++) {
    if (text[i] === '(') open.push(i);
    if (text[i] === ')') {
      const start = open.pop() ?? 0;
      groups.push({ before: text.slice(0, start), inside: text.slice(start + 1, i).trim() });
    }
  }
  return groups;
}

/** Whether what follows a text stands in no parentheses. */
function isOutermost(before: string): boolean {
  return before.split('(').length === before.split(')').length;
}

/** A text without what stands in parentheses in it. */
function ownText(text: string): string {
  let depth = 0;
  let own = '';
  for (const character of text) {
    if (character === ')') depth -= 1;
    if (depth === 0) own += character;
    if (character === '(') depth += 1;
  }
  return own;
}
