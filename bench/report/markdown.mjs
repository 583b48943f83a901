/** A Markdown table whose first column is text and whose others are figures. */
export function markdownTable(heading, lines) {
  return [heading, ['---', ...heading.slice(1).map(() => '--:')], ...lines]
    .map((cells) => `| ${cells.join(' | ')} |`)
    .join('\n');
}

/** A number of things in words. */
export const counted = (number, thing) => `${number} ${thing}${number === 1 ? '' : 's'}`;
