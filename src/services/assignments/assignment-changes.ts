/**
 * SQL that writes the `changes` of history: a JSON array of `FieldChange` in the GraphQL schema's names,
 * texts as they are shown, null for what is empty.
 */

/** Every field of `r` with a value: the first entry of an assignment. */
export const filledFields = changes([
  ['source', null, 'r.source'],
  ['validFrom', null, date('r.valid_from')],
  ['expirationDate', null, date('r.expiration_date')],
  ['evidenceUrl', null, `nullif(r.evidence_url, '')`],
  ['evidenceNote', null, `nullif(r.evidence_note, '')`],
  ['metadata', null, jsonText('r.metadata')],
]);

/** The fields of `u` that differ from its fields with the prefix `new_`. */
export const changedFields = changes([
  ['source', 'u.source', 'u.new_source'],
  ['validFrom', date('u.valid_from'), date('u.new_valid_from')],
  ['expirationDate', date('u.expiration_date'), date('u.new_expiration_date')],
  ['evidenceUrl', `nullif(u.evidence_url, '')`, `nullif(u.new_evidence_url, '')`],
  ['evidenceNote', `nullif(u.evidence_note, '')`, `nullif(u.new_evidence_note, '')`],
  ['metadata', jsonText('u.metadata'), jsonText('u.new_metadata')],
]);

/** Every field of `d`, a removed assignment, that had a value. */
export const clearedFields = changes([
  ['source', 'd.source', 'null::text'],
  ['validFrom', date('d.valid_from'), 'null'],
  ['expirationDate', date('d.expiration_date'), 'null'],
  ['evidenceUrl', `nullif(d.evidence_url, '')`, 'null'],
  ['evidenceNote', `nullif(d.evidence_note, '')`, 'null'],
  ['metadata', jsonText('d.metadata'), 'null'],
]);

type Change = readonly [field: string, before: string | null, after: string];

function changes(fields: readonly Change[]): string {
  const rows = fields.map(
    ([field, before, after], place) => `(${place}, '${field}', ${before ?? 'null::text'}, ${after})`,
  );
  return `(
    select coalesce(jsonb_agg(jsonb_build_object('field', f.field, 'before', f.before, 'after', f.after)
      order by f.place), '[]')
    from (values ${rows.join(', ')}) as f (place, field, before, after)
    where f.before is distinct from f.after)`;
}

/** `YYYY-MM-DD` whatever the server's date style. */
function date(column: string): string {
  return `to_char(${column}, 'YYYY-MM-DD')`;
}

/** A metadata object (jsonb) as JSON without spaces, as `JSON.stringify` writes it; null for an empty one. */
function jsonText(column: string): string {
  return `(select '{' || string_agg(to_json(m.key)::text || ':' || to_json(m.value)::text, ',' order by m.place)
      || '}' from jsonb_each_text(${column}) with ordinality as m (key, value, place))`;
}
