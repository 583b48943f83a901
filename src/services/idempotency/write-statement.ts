import {
  batchWrite,
  type PipelinedStatement,
  pipelinedWrite,
  type Statement,
} from '../../database/statement.js';

/** How long an outcome is kept, as PostgreSQL writes it (docs/contract.md, "Retries"). */
export const KEPT_FOR = `interval '24 hours'`;

/** Outcomes that are too old are deleted along with new ones, a few at a time, so that the table does not grow without limit. */
const MAX_SWEPT = 10;

/** The SQL of a write whose outcome can be kept. */
export interface WriteText {
  /** Prefix of the names of both statements. */
  readonly name: string;
  /** Number of its parameters. */
  readonly parameters: number;
  /**
   * The common table expressions, the first without `with`.
   * @param gate an SQL condition without which nothing is written; undefined: there is none.
   */
  queries(gate: string | undefined): string;
  /** The select that returns the row of the write. */
  readonly select: string;
  /** Whether `r`, a row of `select`, is an outcome to keep: an SQL condition. */
  readonly isKept: string;
}

/** A row of a keyed statement. */
export interface KeyedRow<Row> {
  /** Null where an outcome was found; false while another request has the key. */
  readonly isOurs: boolean | null;
  /** Whether another request has used the key. */
  readonly isOther: boolean | null;
  readonly kept: KeptOutcome<Row> | null;
  readonly answer: Row;
  readonly hasSucceeded: boolean;
}

/** What is kept of a write. */
export interface KeptOutcome<Row> {
  readonly answer: Row;
  /** What the service needs beside it to make the response again, as it was given. */
  readonly context: unknown;
}

/** A write as it is sent without and with an idempotency key. */
export interface WriteStatement<Row> {
  readonly plain: Statement<Row>;
  readonly keyed: Statement<KeyedRow<Row>>;
}

/** The statements of a write of one row, which is named by its first values. They are batched with others. */
export function writeOfRow<Row>(
  text: WriteText,
  lockKeyLength: number,
): WriteStatement<Row> & {
  readonly plain: PipelinedStatement<Row>;
} {
  return {
    plain: pipelinedWrite<Row>(text.name, lockKeyLength, plainText(text)),
    keyed: pipelinedWrite<KeyedRow<Row>>(`${text.name}_once`, lockKeyLength, keyedText(text)),
  };
}

/** The statements of a write of many rows. */
export function writeOfRows<Row>(text: WriteText): WriteStatement<Row> {
  return {
    plain: batchWrite<Row>(text.name, plainText(text)),
    keyed: batchWrite<KeyedRow<Row>>(`${text.name}_once`, keyedText(text)),
  };
}

function plainText({ queries, select }: WriteText): string {
  return `\nwith ${queries(undefined)}\n${select}`;
}

/**
 * The same write in a statement that finds an outcome, or else writes and keeps its own. Of requests under one key, the
 * one that has the lock writes. The lock is tried after the statement's snapshot was taken: who has got it after another
 * request has committed does not see that outcome, and fails at the primary key if the write succeeds nevertheless.
 */
function keyedText({ parameters, queries, select, isKept }: WriteText): string {
  const [account, key, part, fingerprint, context] = [1, 2, 3, 4, 5].map((i) => `$${parameters + i}`);
  return `
with known as materialized (
  select k.part, k.fingerprint, k.outcome from idempotency_key k
  where k.account = ${account} and k.key = ${key} and k.created_at > now() - ${KEPT_FOR}),
turn as materialized (
  select pg_try_advisory_xact_lock(hashtextextended(${account} || ' ' || ${key}, 0)) as is_ours
  where not exists (select from known where part = ${part} or fingerprint <> ${fingerprint})),
${queries('(select is_ours from turn)')},
answer as materialized (
${select}),
kept as (
  insert into idempotency_key (account, key, part, fingerprint, outcome)
  select ${account}, ${key}, ${part}, ${fingerprint}, json_build_object('answer', to_json(r), 'context', ${context}::json)
  from answer r where (select is_ours from turn) and ${isKept}),
swept as (
  delete from idempotency_key where (account, key, part) in (
    select s.account, s.key, s.part from idempotency_key s
    where s.created_at < now() - ${KEPT_FOR} and (s.account, s.key) <> (${account}, ${key})
    order by s.created_at limit ${MAX_SWEPT} for update skip locked))
select (select is_ours from turn) as "isOurs",
  (select bool_or(fingerprint <> ${fingerprint}) from known) as "isOther",
  (select outcome from known where part = ${part} and fingerprint = ${fingerprint}) as kept,
  to_json(r) as answer, ${isKept} as "hasSucceeded"
from answer r`;
}
