/** The form of a command's result: one JSON document, or text for people. */
export interface OutputOptions {
  readonly json?: boolean;
}

/** Writes a result to stdout; `asText` is only called for people. */
export function printResult(result: unknown, { json }: OutputOptions, asText: () => string): void {
  process.stdout.write(`${json ? JSON.stringify(result) : asText()}\n`);
}

/** Renders rows as aligned columns below their headings. */
export function table(headings: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = headings.map((heading, i) =>
    Math.max(heading.length, ...rows.map((row) => row[i]?.length ?? 0)),
  );
  return [headings, ...rows]
    .map((row) =>
      row
        .map((cell, i) => cell.padEnd(widths[i] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}
