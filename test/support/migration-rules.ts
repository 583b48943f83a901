/** What a statement does that the rule of docs/operations.md, "Upgrades", keeps for a later version. */
type Rule = readonly [pattern: RegExp, breakage: string];

/** Of whole statements, except those about tables that the same migration creates. */
const statementRules: readonly Rule[] = [
  [/^drop\b/, 'drops what older instances may use'],
  [/^(truncate|update|delete|insert|merge)\b/, 'changes rows, which stay locked until the end'],
  [/^(lock|cluster|reindex|vacuum full)\b/, 'locks a table for as long as it takes'],
  [/^create (or replace )?(constraint )?trigger\b/, 'runs code in the writes of older instances'],
  [
    /^create (unique )?index\b(?! concurrently)(?! \S+ on (product|claim) )/,
    'lets writes wait while an index is built',
  ],
  [/^create unique index\b(?! concurrently)/, 'refuses what older commands write'],
  [/^alter (table|index|type|domain|function|view|sequence|schema)\b.* rename\b/, 'renames'],
  [/^alter (table|type|domain|function|view|sequence)\b.* set schema\b/, 'renames'],
  [/^alter (type|domain)\b.* drop\b/, 'drops what older instances may use'],
  [/^alter domain\b.* add\b(?!.* not valid\b)/, 'checks all rows while writes wait'],
  [/^alter domain\b.* set not null\b/, 'refuses what older instances write'],
];

/** Of single actions of `alter table`. */
const actionRules: readonly Rule[] = [
  [/^drop\b/, 'drops what older instances may use'],
  [/^alter\b.* drop default\b/, 'leaves a value out that older instances do not write'],
  [/^alter\b.* drop not null\b/, 'shows older instances a null'],
  [/^alter\b.* set not null\b/, 'refuses what older instances write'],
  [/^alter (column )?\S+ (set data )?type\b/, 'rewrites the table and fails prepared statements'],
  [/^add (constraint \S+ )?(unique|primary key|exclude)\b/, 'builds an index while writes wait'],
  [/^add (constraint \S+ )?(check|foreign key)\b(?!.* not valid$)/, 'checks all rows while writes wait'],
  [
    /^add (column )?(?!constraint\b|check\b|foreign\b).* (unique|primary key|references|check)\b/,
    'checks all rows while writes wait',
  ],
  [
    /^add (column )?(?!constraint\b|check\b|foreign\b)(?!.*\bdefault\b).* not null\b/,
    'refuses what older instances write',
  ],
  [/^add (column )?.* default (?!now\(\))[^,]*\(/, 'computes a value for each row while writes wait'],
  [/^set (unlogged|logged|tablespace|access method)\b/, 'rewrites the table'],
];

/**
 * What of a migration breaks instances of the previous version that run while it is applied, or keeps their writes
 * waiting for as long as a table is large. Empty when nothing does.
 * @param languages of the functions that there are, by name. Those of the migration are added.
 */
export function breakages(statements: readonly string[], languages = new Map<string, string>()): string[] {
  const texts = statements.map(normalize);
  const created = new Set(
    texts.flatMap((text) => /^create table (?:if not exists )?(\S+)/.exec(text)?.[1] ?? []),
  );
  return texts.flatMap((text) => {
    const table = /^alter table (?:if exists )?(?:only )?(\S+) (.*)/.exec(text);
    if (created.has(table?.[1] ?? /\bon (?:only )?([a-z_]+)/.exec(text)?.[1] ?? '')) return [];
    const actions = table ? splitActions(table[2] as string) : [];
    return [
      ...changedLanguage(text, languages),
      ...findAll(statementRules, text),
      ...actions.flatMap((action) => findAll(actionRules, action)),
    ];
  });
}

/** A call in flight can take the body of one and the language of the other. */
function changedLanguage(text: string, languages: Map<string, string>): string[] {
  const [, name, language] = /^create (?:or replace )?function ([^\s(]+).*\blanguage (\w+)/.exec(text) ?? [];
  if (name === undefined || language === undefined) return [];
  const before = languages.get(name) ?? language;
  languages.set(name, language);
  return before === language ? [] : [`replaces a function by one in another language: ${text}`];
}

function findAll(rules: readonly Rule[], text: string): string[] {
  return rules.filter(([pattern]) => pattern.test(text)).map(([, breakage]) => `${breakage}: ${text}`);
}

/** Without comments, bodies of functions and contents of literals, in lower case, with single blanks. */
function normalize(sql: string): string {
  return sql
    .replace(/\$(\w*)\$[\s\S]*?\$\1\$/g, "''")
    .replace(/'(?:[^']|'')*'/g, "''")
    .replace(/--[^\n]*|\/\*[\s\S]*?\*\//g, ' ')
    .toLowerCase()
    .replace(/\s+/g, ' ')
    .replace(/[; ]+$/, '')
    .trim();
}

/** Splits at commas outside of parentheses. */
function splitActions(text: string): string[] {
  const actions = [''];
  let depth = 0;
  for (const character of text) {
    if (character === '(') depth += 1;
    if (character === ')') depth -= 1;
    if (character === ',' && depth === 0) actions.push('');
    else actions[actions.length - 1] += character;
  }
  return actions.map((action) => action.trim());
}
