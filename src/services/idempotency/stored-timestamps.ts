/** A timestamp in UTC as PostgreSQL writes it into JSON. */
const IN_JSON = /^(\d{4,}-\d\d-\d\d)T(\d\d:\d\d:\d\d(?:\.\d+)?)\+00:00$/;

/** A row that was read as JSON, with its timestamps as the driver returns them: columns whose names end in `At`. */
export function withStoredTimestamps<Row>(row: Row): Row {
  return Object.fromEntries(
    Object.entries(row as object).map(([name, value]) => [
      name,
      name.endsWith('At') && typeof value === 'string' ? value.replace(IN_JSON, '$1 $2+00') : value,
    ]),
  ) as Row;
}
