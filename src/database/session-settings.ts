/**
 * What statements, their results and their values rely on. As startup parameters they win over the defaults of the
 * database and of the role. Statements count on seeing what others have committed (docs/contract.md, "Errors": of
 * concurrent callers one gets 201 and the others 409), hence the isolation level.
 */
const SETTINGS = {
  DateStyle: 'ISO,YMD',
  IntervalStyle: 'postgres',
  TimeZone: 'UTC',
  array_nulls: 'on',
  bytea_output: 'hex',
  client_encoding: 'UTF8',
  default_transaction_isolation: 'read\\ committed',
  extra_float_digits: '1',
  // Searches would find some of the rows only.
  gin_fuzzy_search_limit: '0',
  standard_conforming_strings: 'on',
} as const;

/** Longest a statement of a request may run before the server cancels it and the caller gets a 503. */
export const STATEMENT_TIMEOUT_MS = 10_000;

/** What nothing relies on: the options of DATABASE_URL may say otherwise. */
const DEFAULTS = {
  statement_timeout: STATEMENT_TIMEOUT_MS,
  // Statements that fit into the time limit are not worth being compiled, and PostgreSQL takes some for it.
  jit: 'off',
} as const;

/**
 * The startup parameter `options` of every connection.
 * @param more settings beside those that hold everywhere.
 * @param operators options of DATABASE_URL. PostgreSQL takes the last of a name: ours win, but for the defaults.
 */
export function sessionOptions(more: Readonly<Record<string, string | number>>, operators = ''): string {
  return [render(DEFAULTS), operators, render({ ...SETTINGS, ...more })].filter(Boolean).join(' ');
}

function render(settings: Readonly<Record<string, string | number>>): string {
  return Object.entries(settings)
    .map(([name, value]) => `-c ${name}=${value}`)
    .join(' ');
}

/** Begins a transaction with the isolation level of `SETTINGS`. */
export const BEGIN = 'begin isolation level read committed';

/** Settings of the driver for each connection, which poolers pass on, and of `BEGIN`. */
const NOT_OF_A_TRANSACTION: readonly string[] = ['client_encoding', 'default_transaction_isolation'];

/**
 * The statements that give a transaction what connections through a pooler cannot be opened with. The database's defaults
 * hold until then, and one of them may be a `statement_timeout` of milliseconds: it is replaced first, by statements that
 * need no plan and are never compiled.
 * @param more settings beside those that hold everywhere.
 */
export function transactionSettings(more: Readonly<Record<string, string | number>>): readonly string[] {
  const calls = Object.entries({ ...SETTINGS, ...more })
    .filter(([name]) => !NOT_OF_A_TRANSACTION.includes(name))
    .map(([name, value]) => `set_config('${name}', '${value}', true)`);
  return [
    ...Object.entries(DEFAULTS).map(([name, value]) => `set local ${name} = ${value}`),
    `select ${calls.join(', ')}`,
  ];
}
